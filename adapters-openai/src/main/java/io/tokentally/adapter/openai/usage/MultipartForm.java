package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the short text fields of a form; files and what cannot be understood are passed over.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578: multipart/form-data</a>
 */
@ParsesOutsideInput
final class MultipartForm {

    private static final int MAX_VALUE = 1_000;
    private static final int MAX_HEADERS = 1_000;
    private static final int MAX_FIELDS = 1_000;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]{1,100})\"", Pattern.CASE_INSENSITIVE);

    private MultipartForm() {}

    static boolean isOne(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    static Map<String, String> fields(String contentType, byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return fields;
        }
        byte[] delimiter = ("--" + Optional.ofNullable(boundary.group(1)).orElse(boundary.group(2)))
                .getBytes(StandardCharsets.UTF_8);
        int start = indexOf(body, delimiter, 0);
        while (start >= 0 && fields.size() < MAX_FIELDS) {
            int end = indexOf(body, delimiter, start + delimiter.length);
            if (end >= 0) {
                addField(fields, body, start + delimiter.length, end);
            }
            start = end;
        }
        return fields;
    }

    private static void addField(Map<String, String> fields, byte[] body, int start, int end) {
        int blank = indexOf(body, BLANK_LINE, start);
        int valueStart = blank + BLANK_LINE.length;
        int valueEnd = end - 2;
        if (blank < 0 || blank - start > MAX_HEADERS || valueEnd < valueStart || valueEnd - valueStart > MAX_VALUE) {
            return;
        }
        String headers = new String(body, start, blank - start, StandardCharsets.UTF_8);
        Matcher name = NAME.matcher(headers);
        if (name.find() && !headers.contains("filename")) {
            fields.put(name.group(1), new String(body, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8));
        }
    }

    static int indexOf(byte[] bytes, byte[] sought, int from) {
        for (int at = from; at <= bytes.length - sought.length; at++) {
            int matched = 0;
            while (matched < sought.length && bytes[at + matched] == sought[matched]) {
                matched++;
            }
            if (matched == sought.length) {
                return at;
            }
        }
        return -1;
    }
}
