package io.tokentally.adapter.documents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Documents, good and bad, written when they are needed. */
final class Documents {

    private Documents() {}

    /** A piece of work that may fail while it writes. */
    interface Writing<T> {
        void write(T target) throws Exception;
    }

    static byte[] pdf(String... pages) {
        return pdf(document -> {
            for (String page : pages) {
                addPage(document, page);
            }
        });
    }

    static byte[] pdf(Writing<PDDocument> writing) {
        return written(out -> {
            try (PDDocument document = new PDDocument()) {
                writing.write(document);
                document.save(out);
            }
        });
    }

    static void addPage(PDDocument document, String text) throws IOException {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
            content.newLineAtOffset(50, 700);
            content.showText(text);
            content.endText();
        }
    }

    /** With a page whose content stream is given, as it would stand there unpacked. */
    static byte[] pdfDrawing(byte[] operators, COSName... filters) {
        return pdf(document -> draw(document, operators, filters));
    }

    /** The same, restricted by its owner and open to everybody. */
    static byte[] protectedPdfDrawing(byte[] operators) {
        return pdf(document -> {
            draw(document, operators, COSName.FLATE_DECODE);
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
        });
    }

    private static void draw(PDDocument document, byte[] operators, COSName... filters) throws IOException {
        PDPage page = new PDPage();
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("F1"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
        page.setResources(resources);
        document.addPage(page);
        PDStream stream = new PDStream(document);
        COSArray names = new COSArray(List.of(filters));
        try (var out = stream.getCOSObject().createOutputStream(names)) {
            out.write(operators);
        }
        page.setContents(stream);
    }

    static byte[] protectedPdf(String ownerPassword, String userPassword) {
        return pdf(document -> {
            addPage(document, "Ada Lovelace");
            document.protect(new StandardProtectionPolicy(ownerPassword, userPassword, new AccessPermission()));
        });
    }

    static byte[] docx(String... paragraphs) {
        return docx(document -> {
            for (String paragraph : paragraphs) {
                document.createParagraph().createRun().setText(paragraph);
            }
        });
    }

    static byte[] docx(Writing<XWPFDocument> writing) {
        return written(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                writing.write(document);
                document.write(out);
            }
        });
    }

    static byte[] encryptedDocx() {
        return written(out -> {
            try (POIFSFileSystem fileSystem = new POIFSFileSystem()) {
                Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (var encrypted = encryptor.getDataStream(fileSystem)) {
                    encrypted.write(docx("Ada Lovelace"));
                }
                fileSystem.writeFilesystem(out);
            }
        });
    }

    static byte[] legacyDoc() {
        return written(out -> {
            try (POIFSFileSystem fileSystem = new POIFSFileSystem()) {
                fileSystem.getRoot().createDocument("WordDocument", new ByteArrayInputStream(new byte[4096]));
                fileSystem.writeFilesystem(out);
            }
        });
    }

    /** A DOCX by hand, whose body is the XML given. */
    static byte[] docxOfXml(String body) {
        return docxOfXml(body, archive -> {});
    }

    /** A DOCX by hand, with more entries. */
    static byte[] docxOfXml(String body, Writing<ZipOutputStream> more) {
        return zip(archive -> {
            add(archive, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/word/document.xml" ContentType="\
                    application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            add(archive, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="r1" Target="word/document.xml" Type="\
                    http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>""");
            add(archive, "word/document.xml", body);
            more.write(archive);
        });
    }

    static byte[] zip(Writing<ZipOutputStream> writing) {
        return written(out -> {
            try (ZipOutputStream archive = new ZipOutputStream(out)) {
                writing.write(archive);
            }
        });
    }

    static void add(ZipOutputStream archive, String name, String content) throws IOException {
        archive.putNextEntry(new ZipEntry(name));
        archive.write(content.getBytes(StandardCharsets.UTF_8));
        archive.closeEntry();
    }

    private static byte[] written(Writing<ByteArrayOutputStream> writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
