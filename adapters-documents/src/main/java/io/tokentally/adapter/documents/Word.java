package io.tokentally.adapter.documents;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** The vocabularies within a DOCX, and how they write values. */
final class Word {

    private Word() {}

    /** WordprocessingML, transitional or strict. */
    static boolean isWord(String uri) {
        return uri.contains("wordprocessingml") && !uri.contains("office/word");
    }

    /** What Word 2010 added: outlines and fills of text. */
    static boolean isWord2010(String uri) {
        return uri.equals("http://schemas.microsoft.com/office/word/2010/wordml");
    }

    static boolean isDrawing(String uri) {
        return uri.endsWith("/drawingml/main") || uri.endsWith("/drawingml/2006/main");
    }

    static boolean isCompatibility(String uri) {
        return uri.endsWith("/markup-compatibility/2006");
    }

    static boolean isMath(String uri) {
        return uri.endsWith("/officeDocument/2006/math") || uri.endsWith("/officeDocument/math");
    }

    static @Nullable String value(Attributes attributes) {
        return attribute(attributes, "val");
    }

    /** By its local name, in whichever namespace. */
    static @Nullable String attribute(Attributes attributes, String name) {
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals(name)) {
                return attributes.getValue(i);
            }
        }
        return null;
    }

    /** A switch, which is on by being there. */
    static boolean isOn(Attributes attributes) {
        return isOn(value(attributes), true);
    }

    static boolean isOn(@Nullable String value, boolean absent) {
        if (value == null) {
            return absent;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "0", "false", "off" -> false;
            default -> true;
        };
    }

    /** A number, without its unit or per cent sign; absent where it is none. */
    static @Nullable Integer number(@Nullable String value) {
        if (value == null || !value.matches("-?\\d{1,8}(\\.\\d+)?(%|pt)?")) {
            return null;
        }
        return (int) Double.parseDouble(value.replaceAll("[%pt]", ""));
    }
}
