package io.tokentally.ui.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what is needed of a <a href="https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html">PO file</a> of
 * gettext: contexts, texts and translations, each on one line or on several.
 */
final class PoFile {

    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    private final Map<String, StringBuilder> entry = new LinkedHashMap<>();
    private StringBuilder current = new StringBuilder();

    private PoFile() {}

    /**
     * @return translations by context, which is empty where a text has none, and by text
     * @throws IllegalStateException if a text is translated twice, or a line cannot be read
     */
    static Map<String, Map<String, String>> read(Reader file) throws IOException {
        PoFile read = new PoFile();
        BufferedReader lines = new BufferedReader(file);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.take(line.strip());
        }
        read.end();
        return read.texts;
    }

    private void take(String line) {
        if (line.isEmpty()) {
            end();
        } else if (line.startsWith("\"")) {
            current.append(unquoted(line));
        } else if (!line.startsWith("#")) {
            int space = line.indexOf(' ');
            if (space < 0) {
                throw new IllegalStateException("No line of a PO file: " + line);
            }
            current = new StringBuilder(unquoted(line.substring(space + 1)));
            entry.put(line.substring(0, space), current);
        }
    }

    private void end() {
        String text = part("msgid");
        // The one without a text is the file's header.
        if (!text.isEmpty()
                && texts.computeIfAbsent(part("msgctxt"), context -> new LinkedHashMap<>())
                                .put(text, part("msgstr"))
                        != null) {
            throw new IllegalStateException("Translated twice: " + text);
        }
        entry.clear();
    }

    private String part(String keyword) {
        return entry.getOrDefault(keyword, new StringBuilder()).toString();
    }

    private static String unquoted(String quoted) {
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw new IllegalStateException("Not in quotation marks: " + quoted);
        }
        return quoted.substring(1, quoted.length() - 1).translateEscapes();
    }
}
