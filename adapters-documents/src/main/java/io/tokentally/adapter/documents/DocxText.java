package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText.Passage;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.NotOfficeXmlFileException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the text of a DOCX: headers, body with text boxes and diagrams, footnotes, endnotes, footers. Comments are left
 * out, for they are others' words. The parts are read as a stream of events, so that memory does not grow with the
 * document.
 */
final class DocxText {

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    DocxText() {
        ZipSecureFile.setMaxEntrySize(ZipLimits.MAX_UNPACKED_BYTES);
        ZipSecureFile.setMaxFileCount(ZipLimits.MAX_ENTRIES);
        // How well XML packs says nothing: what it unpacks to was bounded ahead of it.
        ZipSecureFile.setMinInflateRatio(0);
    }

    List<Passage> read(byte[] content)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        try (OPCPackage archive = OPCPackage.open(new ByteArrayInputStream(ZipLimits.textOnly(content)))) {
            return read(bodyOf(archive));
        } catch (InvalidFormatException | NotOfficeXmlFileException e) {
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

    private static List<Passage> read(PackagePart body)
            throws IOException, OpenXML4JException, SAXException, ParserConfigurationException {
        DocxStyles styles = new DocxStyles();
        for (PackagePart part : related(body, "styles")) {
            parse(part, styles);
        }
        PageColour page = new PageColour();
        parse(body, page);
        List<PackagePart> headers = related(body, "header");
        for (PackagePart header : headers) {
            parse(header, page);
        }
        MarkedText text = new MarkedText();
        Set<String> margins = new HashSet<>();
        for (PackagePart header : headers) {
            appendOnce(read(header, styles, page.found), margins, text);
        }
        text.append(read(body, styles, page.found));
        for (String kind : List.of("diagramData", "footnotes", "endnotes")) {
            for (PackagePart part : related(body, kind)) {
                text.startLine();
                text.append(read(part, styles, kind.equals("diagramData") ? Colour.UNKNOWN : page.found));
            }
        }
        for (PackagePart footer : related(body, "footer")) {
            text.startLine();
            appendOnce(read(footer, styles, page.found), margins, text);
        }
        return text.passages();
    }

    /** First pages, even and odd ones have headers of their own, which mostly say the same. */
    private static void appendOnce(MarkedText margin, Set<String> seen, MarkedText text) {
        if (seen.add(margin.plain().strip())) {
            text.append(margin);
        }
    }

    /** Those that are there; a document may name parts that it lost. */
    private static List<PackagePart> related(PackagePart body, String kind) throws InvalidFormatException {
        List<PackagePart> parts = new ArrayList<>();
        for (PackageRelationship relationship : body.getRelationships()) {
            boolean wanted = relationship.getRelationshipType().endsWith("/relationships/" + kind);
            if (wanted && relationship.getTargetMode() == TargetMode.INTERNAL) {
                PackagePart part = body.getRelatedPart(relationship);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static Map<String, String> links(PackagePart part) throws InvalidFormatException {
        Map<String, String> links = new HashMap<>();
        for (PackageRelationship relationship : part.getRelationships()) {
            if (relationship.getTargetMode() == TargetMode.EXTERNAL
                    && relationship.getRelationshipType().endsWith("/hyperlink")) {
                links.put(relationship.getId(), relationship.getTargetURI().toString());
            }
        }
        return links;
    }

    private static MarkedText read(PackagePart part, DocxStyles styles, Colour page)
            throws IOException, InvalidFormatException, SAXException, ParserConfigurationException {
        DocxTextHandler handler = new DocxTextHandler(styles, links(part), page);
        parse(part, handler);
        return handler.text();
    }

    private static void parse(PackagePart part, DefaultHandler handler)
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

    /**
     * Finds out what the letters stand on, where nothing else is painted: the page's colour, or something behind the
     * text, of which one letter cannot tell.
     */
    private static final class PageColour extends DefaultHandler {

        private Colour found = Colour.WHITE;

        @Override
        public void startElement(String uri, String localName, String qualifiedName, Attributes attributes) {
            Interruption.check();
            if (localName.equals("background") && Word.isWord(uri)) {
                Colour colour = Colour.ofHex(Word.attribute(attributes, "color"));
                found = colour.equals(Colour.WHITE) ? found : Colour.UNKNOWN;
            } else if (localName.equals("anchor") && Word.isOn(Word.attribute(attributes, "behindDoc"), false)) {
                found = Colour.UNKNOWN;
            }
        }
    }
}
