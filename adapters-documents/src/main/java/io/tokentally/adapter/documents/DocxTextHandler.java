package io.tokentally.adapter.documents;

import io.tokentally.domain.shortlist.ResumeText;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Collects the text of WordprocessingML.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376, part 1,
 *     section 17</a>
 */
final class DocxTextHandler extends DefaultHandler {

    private final StringBuilder text = new StringBuilder();
    private boolean insideText;
    /** What older readers get in place of a text box that newer ones have read already. */
    private int fallbackDepth;

    String text() {
        return text.toString();
    }

    @Override
    public void startElement(String uri, String localName, String qualifiedName, Attributes attributes) {
        Interruption.check();
        if (localName.equals("Fallback")) {
            fallbackDepth++;
        }
        if (!uri.contains("wordprocessingml")) {
            return;
        }
        switch (localName) {
            case "t" -> insideText = true;
            case "tab" -> append("\t");
            case "br", "cr" -> append("\n");
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String localName, String qualifiedName) {
        if (localName.equals("Fallback")) {
            fallbackDepth--;
        }
        if (!uri.contains("wordprocessingml")) {
            return;
        }
        switch (localName) {
            case "t" -> insideText = false;
            case "p" -> append("\n");
            case "tc" -> append("\t");
            default -> {}
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (insideText) {
            append(new String(characters, start, length));
        }
    }

    private void append(String more) {
        if (fallbackDepth == 0 && text.length() < ResumeText.MAX_LENGTH) {
            text.append(more);
        }
    }
}
