package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.wire.ReferenceNames;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a form names. It is stricter than {@link MultipartForm}, which may pass over what it does not understand: a form
 * that another parser might take for something else is not readable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578: multipart/form-data</a>
 */
@ParsesOutsideInput
final class FormNames {

    static final int MAX_HEADERS = 1_000;
    private static final int MAX_PARTS = 1_000;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
    private static final Pattern TYPE = Pattern.compile(
            "multipart/form-data\\s*;\\s*boundary=(?:\"([A-Za-z0-9'()+_,./:=?-]{1,70})\"|([A-Za-z0-9'()+_./:=?-]{1,70}))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION = Pattern.compile(
            "form-data;\\s*name=\"([A-Za-z0-9_.\\[\\]-]{1,100})\"(;\\s*filename=\"[^\"]*\")?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9-]{1,100}):([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
    private static final Pattern ENCODED = Pattern.compile(
            "^Content-(?:Transfer-)?Encoding:(?!\\s*(?:7bit|8bit|binary)\\s*$)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final String MODEL = "model";

    private final ReferenceNames names;
    private final Set<String> models = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> seen = new HashSet<>();

    private FormNames(ReferenceNames names) {
        this.names = names;
    }

    static NamedInBody read(ReferenceNames names, String contentType, byte[] body) {
        String boundary = boundary(contentType);
        if (boundary == null) {
            return NamedInBody.UNREADABLE;
        }
        FormNames form = new FormNames(names);
        return form.readParts(body, ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1))
                ? new NamedInBody(true, form.models, !form.models.isEmpty(), form.ids)
                : NamedInBody.UNREADABLE;
    }

    /** What stands between the parts; absent if that is not a form, or may be another to other parsers. */
    static @Nullable String boundary(String contentType) {
        Matcher type = TYPE.matcher(contentType.strip());
        if (!type.matches()) {
            return null;
        }
        return type.group(1) == null ? type.group(2) : type.group(1);
    }

    private boolean readParts(byte[] body, byte[] delimiter) {
        int at = MultipartForm.indexOf(body, delimiter, 0);
        if (at != 0) {
            return false;
        }
        for (int parts = 0; parts <= MAX_PARTS; parts++) {
            int start = at + delimiter.length;
            if (start + 2 <= body.length && body[start] == '-' && body[start + 1] == '-') {
                return start + 2 == body.length || (start + 4 == body.length && isLineEnd(body, start + 2));
            }
            int end = MultipartForm.indexOf(body, delimiter, start);
            // One within a line is none to other parsers.
            if (end < 0 || !isLineEnd(body, end - 2) || !readPart(body, start, end - 2)) {
                return false;
            }
            at = end;
        }
        return false;
    }

    private static boolean isLineEnd(byte[] body, int at) {
        return body[at] == '\r' && body[at + 1] == '\n';
    }

    /** @param end without the line's end that belongs to the delimiter */
    private boolean readPart(byte[] body, int start, int end) {
        int blank = MultipartForm.indexOf(body, BLANK_LINE, start);
        if (blank < 0 || blank - start > MAX_HEADERS || end < blank + BLANK_LINE.length || !isLineEnd(body, start)) {
            return false;
        }
        String headers = new String(body, start + 2, Math.max(0, blank - start - 2), StandardCharsets.UTF_8);
        Matcher disposition = disposition(headers);
        if (disposition == null || !disposition.matches()) {
            return false;
        }
        String name = disposition.group(1).replace("[]", "");
        boolean isFile = disposition.group(2) != null;
        if (isFile) {
            return !name.equals(MODEL)
                    && (name.equals("file") || !names.members().contains(name));
        }
        int from = blank + BLANK_LINE.length;
        int length = Math.min(end - from, 300);
        return take(name, new String(body, from, length, StandardCharsets.UTF_8), disposition.group(1));
    }

    /** The one header that says what the part is; nothing if there are two, or if a line may be something else to other parsers. */
    static @Nullable Matcher disposition(String headers) {
        Matcher found = null;
        for (String line : headers.split("\r\n", -1)) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                return null;
            }
            if (header.group(1).equalsIgnoreCase("Content-Disposition")) {
                if (found != null) {
                    return null;
                }
                found = DISPOSITION.matcher(header.group(2).strip());
            }
        }
        return found;
    }

    /** Whether the part may be something else than its bytes are. */
    static boolean isEncoded(String headers) {
        return ENCODED.matcher(headers).find();
    }

    private boolean take(String name, String value, String spelt) {
        boolean list = spelt.endsWith("[]");
        if (name.equals(MODEL)) {
            models.add(value);
            return seen.add(name) && !list;
        }
        if (names.members().contains(name) || names.shape().matcher(value).matches()) {
            ids.add(value);
            return list || seen.add(name);
        }
        return true;
    }
}
