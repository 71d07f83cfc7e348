package io.tokentally.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.tck.shortlist.ResumeReaderContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import org.apache.pdfbox.cos.COSName;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentResumeReaderTest extends ResumeReaderContract {

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private final DocumentResumeReader reader = new DocumentResumeReader(new ParserExecutor(Duration.ofMinutes(1), 1));

    @AfterEach
    void close() {
        reader.close();
    }

    @Override
    protected ResumeReader reader() {
        return reader;
    }

    @Override
    protected byte[] pdf(String text) {
        return Documents.pdf(text);
    }

    @Override
    protected byte[] docx(String text) {
        return Documents.docx(text);
    }

    @Test
    void readsThePagesOfAPdfInOrder() {
        assertThat(read("a.pdf", Documents.pdf("Page one", "Page two"))).containsSubsequence("Page one", "Page two");
    }

    @Test
    void readsAPdfWithSomethingAheadOfItsHeader() {
        byte[] pdf = Documents.pdf("Ada Lovelace");
        byte[] prefixed = new byte[pdf.length + 2];
        prefixed[0] = '\r';
        prefixed[1] = '\n';
        System.arraycopy(pdf, 0, prefixed, 2, pdf.length);

        assertThat(read("a.pdf", prefixed)).isEqualTo("Ada Lovelace");
    }

    @Test
    void refusesAPdfWithoutPages() {
        assertUnreadable(Documents.pdf(document -> {}), "no pages");
    }

    @Test
    void refusesAPdfWithTooManyPages() {
        String[] pages = Collections.nCopies(PdfText.MAX_PAGES + 1, "x").toArray(new String[0]);

        assertUnreadable(Documents.pdf(pages), "51 pages", "at most 50");
    }

    @Test
    void readsAPdfWithAsManyPagesAsAllowed() {
        String[] pages = Collections.nCopies(PdfText.MAX_PAGES, "x").toArray(new String[0]);

        assertThat(read("a.pdf", Documents.pdf(pages))).containsPattern("^(x\\s+){49}x$");
    }

    @Test
    void saysWhatToDoWithAScan() {
        byte[] scan =
                Documents.pdfDrawing("0 0 100 100 re f".getBytes(StandardCharsets.US_ASCII), COSName.FLATE_DECODE);

        assertUnreadable(scan, "scan", "text recognition");
    }

    @Test
    void refusesAPdfWithAPassword() {
        assertUnreadable(Documents.protectedPdf("owner", "open sesame"), "protected by a password", "without one");
    }

    @Test
    void countsWhatIsEncryptedAsItIsOnceDecrypted() {
        byte[] tooMuch = new byte[GuardedPdfParser.MAX_UNPACKED_BYTES + 1];
        Arrays.fill(tooMuch, (byte) ' ');

        assertUnreadable(Documents.protectedPdfDrawing(tooMuch), "far more data");
    }

    @Test
    void refusesADocumentWithAPassword() {
        assertUnreadable(Documents.encryptedDocx(), "password");
    }

    @Test
    void saysWhatToDoWithAnOldDocument() {
        assertUnreadable(Documents.legacyDoc(), "before 2007", "Save it as DOCX or PDF");
        assertUnreadable("{\\rtf1 Ada Lovelace}".getBytes(StandardCharsets.US_ASCII), "Save it as DOCX or PDF");
    }

    @Test
    void refusesAnotherArchive() {
        assertUnreadable(
                Documents.zip(archive -> Documents.add(archive, "resume.txt", "Ada Lovelace")), "no Word document");
    }

    @Test
    void refusesARenamedExecutable() {
        byte[] windows = new byte[2_000];
        windows[0] = 'M';
        windows[1] = 'Z';
        byte[] linux = new byte[2_000];
        System.arraycopy("\u007fELF".getBytes(StandardCharsets.US_ASCII), 0, linux, 0, 4);

        assertUnreadable(windows, "whatever its name says");
        assertUnreadable(linux, "whatever its name says");
    }

    @Test
    void refusesAPicture() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

        assertUnreadable(png, "picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsTextWithAByteOrderMark(String charset) {
        byte[] content = "\uFEFFZoë Łukasz 👩‍💻".getBytes(Charset.forName(charset));

        assertThat(read("a.txt", content)).isEqualTo("Zoë Łukasz 👩‍💻");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void readsWesternText(String charset) {
        assertThat(read("a.txt", "Zoë Müller".getBytes(Charset.forName(charset))))
                .isEqualTo("Zoë Müller");
    }

    @Test
    void readsTheQuotesOfWindows() {
        assertThat(read("a.txt", "“Zoë” – 5 €".getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("“Zoë” – 5 €");
    }

    @Test
    void endsLinesInOneWay() {
        assertThat(read("a.txt", "Ada\r\nLovelace\rLondon".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Ada\nLovelace\nLondon");
    }

    @Test
    void readsHeadersTablesAndFootersOfADocument() {
        byte[] content = Documents.docx(document -> {
            document.createHeader(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("Ada Lovelace");
            document.createParagraph().createRun().setText("Analyst");
            document.createTable(1, 2).getRow(0).getCell(1).setText("London");
            document.createFooter(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("ada@example.com");
        });

        assertThat(read("a.docx", content)).containsSubsequence("Ada Lovelace", "Analyst", "London", "ada@example.com");
    }

    @Test
    void readsATextBoxOnce() {
        String box = "<w:txbxContent><w:p><w:r><w:t>Ada Lovelace</w:t></w:r></w:p></w:txbxContent>";
        byte[] content = Documents.docxOfXml("""
                <w:document xmlns:w="%s" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>\
                <w:p><w:r><mc:AlternateContent><mc:Choice>%s</mc:Choice><mc:Fallback>%s</mc:Fallback>\
                </mc:AlternateContent></w:r></w:p></w:body></w:document>""".formatted(WORD, box, box));

        assertThat(read("a.docx", content)).isEqualTo("Ada Lovelace");
    }

    @Test
    void resolvesNoExternalEntities(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        byte[] content = Documents.docxOfXml("""
                <!DOCTYPE x [<!ENTITY secret SYSTEM "%s">]>
                <w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>Ada &secret;</w:t></w:r></w:p></w:body></w:document>""".formatted(secret.toUri(), WORD));

        assertUnreadable(content, "damaged");
    }

    @Test
    void refusesAnArchiveThatUnpacksToTooMuch() {
        byte[] bomb = Documents.zip(archive -> {
            byte[] zeros = new byte[1 << 20];
            for (int entry = 0; entry < 8; entry++) {
                archive.putNextEntry(new ZipEntry("word/" + entry + ".xml"));
                for (int megabyte = 0; megabyte < 9; megabyte++) {
                    archive.write(zeros);
                }
            }
        });

        assertUnreadable(bomb, "far more data");
    }

    @Test
    void refusesAnArchiveWithTooManyEntries() {
        byte[] bomb = Documents.zip(archive -> {
            for (int entry = 0; entry <= ZipLimits.MAX_ENTRIES; entry++) {
                archive.putNextEntry(new ZipEntry("word/" + entry + ".xml"));
            }
        });

        assertUnreadable(bomb, "far more data");
    }

    @Test
    void refusesAPdfThatUnpacksToTooMuch() {
        byte[] tooMuch = new byte[GuardedPdfParser.MAX_UNPACKED_BYTES + 1];
        Arrays.fill(tooMuch, (byte) ' ');

        assertUnreadable(Documents.pdfDrawing(tooMuch, COSName.FLATE_DECODE), "far more data");
    }

    @Test
    void refusesAPdfThatUnpacksToTooMuchInTwoSteps() throws Exception {
        ByteArrayOutputStream packedOnce = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(packedOnce)) {
            packing.write(new byte[GuardedPdfParser.MAX_UNPACKED_BYTES + 1]);
        }
        byte[] bomb = Documents.pdfDrawing(
                new byte[GuardedPdfParser.MAX_UNPACKED_BYTES + 1], COSName.LZW_DECODE, COSName.FLATE_DECODE);

        assertThat(bomb.length).isLessThan(packedOnce.size());
        assertUnreadable(bomb, "far more data");
    }

    @Test
    void readsNoMoreOfALongPdfThanNeeded() {
        String line = "BT /F1 9 Tf 20 700 Td (Ada Lovelace wrote the first program) Tj ET\n";
        byte[] content =
                Documents.pdfDrawing(line.repeat(20_000).getBytes(StandardCharsets.US_ASCII), COSName.FLATE_DECODE);

        assertThat(read("a.pdf", content))
                .hasSizeLessThanOrEqualTo(ResumeText.MAX_LENGTH)
                .startsWith("Ada");
    }
}
