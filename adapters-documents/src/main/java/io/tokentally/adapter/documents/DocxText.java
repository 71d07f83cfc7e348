package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xwpf.usermodel.XWPFRelation;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * Reads the text of a DOCX: headers, body, footers, text boxes among them. The parts are read as a stream of events, so
 * that memory does not grow with the document.
 */
final class DocxText {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    DocxText() {
        ZipSecureFile.setMaxEntrySize(ZipLimits.MAX_UNPACKED_BYTES);
        ZipSecureFile.setMaxFileCount(ZipLimits.MAX_ENTRIES);
    }

    String read(byte[] content) throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        ZipLimits.check(content);
        try (OPCPackage archive = OPCPackage.open(new ByteArrayInputStream(content))) {
            PackagePart body = bodyOf(archive);
            DocxTextHandler handler = new DocxTextHandler();
            for (PackagePart part : parts(body)) {
                read(part, handler);
            }
            return handler.text();
        } catch (InvalidFormatException e) {
            throw noDocument(e);
        }
    }

    private static PackagePart bodyOf(OPCPackage archive) throws InvalidFormatException {
        for (String type :
                List.of(PackageRelationshipTypes.CORE_DOCUMENT, PackageRelationshipTypes.STRICT_CORE_DOCUMENT)) {
            for (PackageRelationship relationship : archive.getRelationshipsByType(type)) {
                PackagePart part = archive.getPart(relationship);
                if (part != null && isWord(part.getContentType())) {
                    return part;
                }
            }
        }
        throw noDocument(null);
    }

    private static boolean isWord(String contentType) {
        return contentType.contains("wordprocessingml") || contentType.contains("ms-word");
    }

    private static List<PackagePart> parts(PackagePart body) throws InvalidFormatException {
        List<PackagePart> parts = new ArrayList<>(related(body, XWPFRelation.HEADER));
        parts.add(body);
        parts.addAll(related(body, XWPFRelation.FOOTER));
        return parts;
    }

    private static List<PackagePart> related(PackagePart body, XWPFRelation relation) throws InvalidFormatException {
        List<PackagePart> parts = new ArrayList<>();
        for (PackageRelationship relationship : body.getRelationshipsByType(relation.getRelation())) {
            parts.add(body.getRelatedPart(relationship));
        }
        return parts;
    }

    private static void read(PackagePart part, DocxTextHandler handler)
            throws IOException, SAXException, ParserConfigurationException {
        XMLReader reader = XMLHelper.newXMLReader();
        reader.setFeature(NO_DOCTYPE, true);
        reader.setContentHandler(handler);
        reader.setErrorHandler(handler);
        try (InputStream xml = part.getInputStream()) {
            reader.parse(new InputSource(xml));
        }
    }

    private static UnreadableResumeException noDocument(@Nullable Exception cause) {
        String message = "The file is an archive, but no Word document. Choose a résumé as PDF, DOCX or plain text.";
        return cause == null ? new UnreadableResumeException(message) : new UnreadableResumeException(message, cause);
    }
}
