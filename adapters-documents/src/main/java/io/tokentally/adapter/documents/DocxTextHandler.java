package io.tokentally.adapter.documents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Collects the text of a part of a DOCX as it is seen once all changes are accepted: what was deleted or moved away,
 * readings over a text and placeholders are left out, and what no reader sees is marked.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376, part 1,
 *     sections 17 and 20, and part 3</a>
 */
final class DocxTextHandler extends DefaultHandler {

    private static final int MAX_DEPTH = 500;

    /** An element that is open. */
    private static final class Frame {
        private final String name;
        private boolean skipped;
        private Colour background;
        /** Of a run, and of all within. */
        private RunLook look;
        /** Of a paragraph whose end was deleted, a control that shows its placeholder, alternatives of which one was read. */
        private boolean marked;

        private int inkBefore;

        Frame(String name, @Nullable Frame parent, Colour page) {
            this.name = name;
            this.skipped = parent != null && parent.skipped;
            this.background = parent == null ? page : parent.background;
            this.look = parent == null ? RunLook.PLAIN : parent.look;
        }
    }

    /** A story of its own: the body, or a text box, which is put behind the paragraph that it hangs on. */
    private static final class Story {
        private final MarkedText text = new MarkedText();
        private final MarkedText boxes = new MarkedText();
    }

    private final DocxStyles styles;
    private final Map<String, String> links;
    private final Colour page;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Deque<Story> stories = new ArrayDeque<>();
    private final DocxLinks openLinks = new DocxLinks();
    private boolean insideText;
    private int ink;

    /**
     * @param links the addresses that the part links to, by the identity of the relationship
     * @param page the colour behind the text, where nothing else is painted
     */
    DocxTextHandler(DocxStyles styles, Map<String, String> links, Colour page) {
        this.styles = styles;
        this.links = links;
        this.page = page;
        stories.push(new Story());
    }

    MarkedText text() {
        MarkedText all = new MarkedText();
        stories.descendingIterator().forEachRemaining(story -> {
            all.append(story.text);
            all.append(story.boxes);
        });
        return all;
    }

    @Override
    public void startElement(String uri, String localName, String qualifiedName, Attributes attributes) {
        Interruption.check();
        if (frames.size() > MAX_DEPTH) {
            throw new IllegalStateException("The XML is nested too deeply");
        }
        Frame frame = new Frame(localName, frames.peek(), page);
        frames.push(frame);
        if (Word.isCompatibility(uri)) {
            startAlternative(frame);
        } else if (Word.isWord(uri)) {
            startWord(frame, attributes);
        } else if (Word.isWord2010(uri)) {
            if (localName.equals("noFill") && isWithin("textFill", "rPr", "r")) {
                parent(3).look = parent(3).look.with("noFill", attributes);
            }
        } else {
            startOther(uri, frame, attributes);
        }
    }

    private void startAlternative(Frame frame) {
        if (frame.name.equals("Choice") || frame.name.equals("Fallback")) {
            frame.skipped |= parent(1).marked;
            frame.inkBefore = ink;
        }
    }

    private void startOther(String uri, Frame frame, Attributes attributes) {
        switch (frame.name) {
            case "t" -> insideText = Word.isDrawing(uri) || Word.isMath(uri);
            case "pt" -> frame.skipped |= uri.endsWith("/diagram") && isDecorative(attributes);
            case "prSet" -> parent(1).skipped |= Word.isOn(Word.attribute(attributes, "phldr"), false);
            case "srgbClr" -> {
                if (isWithin("solidFill", "spPr")) {
                    parent(3).background = Colour.ofHex(Word.value(attributes));
                }
            }
            case "noFill", "gradFill", "blipFill", "pattFill", "schemeClr" -> {
                boolean ofShape = isWithin("spPr") || isWithin("solidFill", "spPr");
                if (ofShape) {
                    parent(isWithin("spPr") ? 2 : 3).background = Colour.UNKNOWN;
                }
            }
            case "shape", "rect", "roundrect" -> {
                String fill = Word.attribute(attributes, "fillcolor");
                if (fill != null || "f".equals(Word.attribute(attributes, "filled"))) {
                    frame.background = Colour.ofHex(fill);
                }
            }
            default -> {}
        }
    }

    /** Points of a diagram that hold no text of their own. */
    private static boolean isDecorative(Attributes attributes) {
        String type = Word.attribute(attributes, "type");
        return type != null && !type.equals("node") && !type.equals("asst");
    }

    private void startWord(Frame frame, Attributes attributes) {
        switch (frame.name) {
            case "p" -> frame.look = styles.look(null);
            case "t" -> insideText = true;
            case "tab", "ptab" -> emitInRun("\t");
            case "br", "cr" -> emitInRun("\n");
            case "noBreakHyphen" -> emitInRun("-");
            case "sym" -> emitInRun(symbol(attributes));
            case "del", "moveFrom" -> delete(frame);
            case "rt", "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "sectPrChange" ->
                frame.skipped = true;
            case "showingPlcHdr" -> parent(2).marked |= isWithin("sdtPr", "sdt") && Word.isOn(attributes);
            case "sdtContent" -> frame.skipped |= parent(1).marked;
            case "footnote", "endnote" ->
                frame.skipped |= Word.attribute(attributes, "type") != null && !isNote(attributes);
            case "hidden" -> parent(2).skipped |= isWithin("trPr", "tr") && Word.isOn(attributes);
            case "txbxContent" -> stories.push(new Story());
            case "hyperlink" -> openLinks.open(address(attributes), frame.skipped);
            case "fldSimple" ->
                openLinks.open(LinkAddress.ofField(orEmpty(Word.attribute(attributes, "instr"))), frame.skipped);
            case "fldChar" -> fieldCharacter(attributes);
            default -> startProperty(frame, attributes);
        }
    }

    private void startProperty(Frame frame, Attributes attributes) {
        switch (frame.name) {
            case "pStyle" -> {
                if (isWithin("pPr", "p")) {
                    parent(2).look = styles.look(Word.value(attributes));
                }
            }
            case "rStyle" -> {
                if (isWithin("rPr", "r") && Word.value(attributes) != null) {
                    parent(2).look = styles.look(Word.value(attributes)).over(parent(2).look);
                }
            }
            case "tblStyle" -> {
                if (isWithin("tblPr", "tbl") && styles.shadesTable(orEmpty(Word.value(attributes)))) {
                    parent(2).background = Colour.UNKNOWN;
                }
            }
            case "shd" -> shade(attributes);
            default -> {
                if (isWithin("rPr", "r") && !frame.skipped) {
                    parent(2).look = parent(2).look.with(frame.name, attributes);
                }
            }
        }
    }

    private void shade(Attributes attributes) {
        if (isWithin("rPr", "r")) {
            parent(2).look = parent(2).look.with("shd", attributes);
        } else if (isWithin("pPr", "p") || isWithin("tcPr", "tc") || isWithin("tblPr", "tbl")) {
            Colour shading = Colour.ofShading(attributes);
            parent(2).background = shading.equals(Colour.NONE) ? parent(2).background : shading;
        }
    }

    /** What stands in it is gone, or what it stands at: the end of a paragraph, or a row. */
    private void delete(Frame frame) {
        if (isWithin("rPr", "pPr", "p")) {
            parent(3).marked = true;
        } else if (isWithin("trPr", "tr")) {
            parent(2).skipped = true;
        }
        frame.skipped = true;
    }

    private static boolean isNote(Attributes attributes) {
        return "normal".equals(Word.attribute(attributes, "type"));
    }

    private static String symbol(Attributes attributes) {
        String code = orEmpty(Word.attribute(attributes, "char"));
        return code.matches("[0-9A-Fa-f]{1,5}")
                ? SymbolFonts.textOf(Word.attribute(attributes, "font"), Integer.parseInt(code, 16))
                : "";
    }

    private Optional<String> address(Attributes attributes) {
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals("id")) {
                return LinkAddress.of(orEmpty(links.get(attributes.getValue(i))));
            }
        }
        return Optional.empty();
    }

    private void fieldCharacter(Attributes attributes) {
        switch (orEmpty(Word.attribute(attributes, "fldCharType"))) {
            case "begin" -> openLinks.beginField(frames.element().skipped);
            case "separate" -> openLinks.separateField();
            case "end" -> openLinks.endField().ifPresent(this::emit);
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String localName, String qualifiedName) {
        Frame frame = frames.pop();
        if (localName.equals("t")) {
            insideText = false;
        }
        if (Word.isCompatibility(uri)) {
            endAlternative(frame);
        } else if (Word.isWord(uri)) {
            endWord(frame);
        } else if (Word.isDrawing(uri) && localName.equals("p") && !frame.skipped) {
            stories.element().text.append("\n", false);
        }
    }

    private void endAlternative(Frame frame) {
        boolean branch = frame.name.equals("Choice") || frame.name.equals("Fallback");
        if (branch && ink > frame.inkBefore && !frames.isEmpty()) {
            frames.element().marked = true;
        }
    }

    private void endWord(Frame frame) {
        switch (frame.name) {
            case "p" -> endParagraph(frame);
            case "tc" -> {
                if (!frame.skipped) {
                    stories.element().text.append("\t", false);
                }
            }
            case "txbxContent" -> {
                Story box = stories.pop();
                MarkedText boxes = stories.element().boxes;
                boxes.append(box.text);
                boxes.append(box.boxes);
                boxes.startLine();
            }
            case "hyperlink", "fldSimple" -> openLinks.close().ifPresent(this::emit);
            default -> {}
        }
    }

    private void endParagraph(Frame frame) {
        Story story = stories.element();
        if (!frame.skipped && !frame.marked) {
            story.text.append("\n", false);
        }
        story.text.append(story.boxes.take());
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        String text = new String(characters, start, length);
        if (insideText) {
            emit(frames.element().name.equals("t") ? inFont(text) : text);
        } else if (!frames.isEmpty() && frames.element().name.equals("instrText")) {
            openLinks.fieldCode(text);
        }
    }

    /** Letters of a symbol font that stand in the text as characters for private use. */
    private String inFont(String text) {
        if (text.codePoints().noneMatch(codePoint -> Character.getType(codePoint) == Character.PRIVATE_USE)) {
            return text;
        }
        String font = frames.element().look.font();
        StringBuilder translated = new StringBuilder();
        text.codePoints()
                .forEach(codePoint -> translated.append(
                        Character.getType(codePoint) == Character.PRIVATE_USE && font != null
                                ? SymbolFonts.textOf(font, codePoint)
                                : Character.toString(codePoint)));
        return translated.toString();
    }

    /** Tab stops and the like have the same name as the tabs of a run. */
    private void emitInRun(String text) {
        if (isWithin("r")) {
            emit(text);
        }
    }

    private void emit(String text) {
        Frame here = frames.element();
        if (here.skipped) {
            return;
        }
        boolean hidden = here.look.isHidden(here.background);
        stories.element().text.append(text, hidden);
        openLinks.shown(text);
        if (!text.isBlank()) {
            ink++;
        }
    }

    /** The element so many levels up; the outermost one where there are not so many. */
    private Frame parent(int levels) {
        Frame found = frames.element();
        int level = 0;
        for (Frame frame : frames) {
            found = frame;
            if (level == levels) {
                break;
            }
            level++;
        }
        return found;
    }

    /** Whether the element at hand stands directly within these, the innermost first. */
    private boolean isWithin(String... names) {
        if (frames.size() <= names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!parent(i + 1).name.equals(names[i])) {
                return false;
            }
        }
        return true;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
