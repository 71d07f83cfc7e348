package io.tokentally.adapter.documents;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The styles of a DOCX, as far as they say what a reader sees.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376, part 1,
 *     section 17.7</a>
 */
final class DocxStyles extends DefaultHandler {

    private static final int MAX_DEPTH = 20;

    private final Map<String, RunLook> looks = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> shadedTables = new HashSet<>();
    private @Nullable String defaultParagraphStyle;
    private @Nullable String style;
    private int runProperties;
    private int otherProperties;

    /** What the style adds to a look, its ancestors first. */
    RunLook look(@Nullable String id) {
        return look(id == null ? defaultParagraphStyle : id, MAX_DEPTH);
    }

    boolean shadesTable(String id) {
        return shadedTables.contains(id);
    }

    private RunLook look(@Nullable String id, int depth) {
        if (id == null || depth == 0) {
            return RunLook.PLAIN;
        }
        RunLook own = looks.getOrDefault(id, RunLook.PLAIN);
        return own.over(look(parents.get(id), depth - 1));
    }

    @Override
    public void startElement(String uri, String localName, String qualifiedName, Attributes attributes) {
        Interruption.check();
        if (!Word.isWord(uri) && !Word.isWord2010(uri)) {
            return;
        }
        switch (localName) {
            case "style" -> begin(attributes);
            case "basedOn" -> note(parents, Word.value(attributes));
            case "rPr" -> runProperties++;
            case "tblStylePr", "pPr", "tcPr", "tblPr" -> otherProperties++;
            case "shd" -> noteShading(attributes);
            default -> noteLook(localName, attributes);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qualifiedName) {
        if (!Word.isWord(uri)) {
            return;
        }
        switch (localName) {
            case "style" -> style = null;
            case "rPr" -> runProperties--;
            case "tblStylePr", "pPr", "tcPr", "tblPr" -> otherProperties--;
            default -> {}
        }
    }

    private void begin(Attributes attributes) {
        style = Word.attribute(attributes, "styleId");
        boolean isDefault = Word.isOn(Word.attribute(attributes, "default"), false);
        if (isDefault && "paragraph".equals(Word.attribute(attributes, "type"))) {
            defaultParagraphStyle = style;
        }
    }

    private void note(Map<String, String> where, @Nullable String what) {
        if (style != null && what != null) {
            where.put(style, what);
        }
    }

    private void noteShading(Attributes attributes) {
        Colour shading = Colour.ofShading(attributes);
        if (style != null && !shading.equals(Colour.NONE) && !shading.equals(Colour.WHITE)) {
            shadedTables.add(style);
        }
    }

    private void noteLook(String localName, Attributes attributes) {
        boolean outline = localName.equals("noFill");
        if (style != null && runProperties == 1 && otherProperties == 0 && !outline) {
            RunLook before = looks.getOrDefault(style, RunLook.PLAIN);
            looks.put(style, before.with(localName, attributes));
        }
    }
}
