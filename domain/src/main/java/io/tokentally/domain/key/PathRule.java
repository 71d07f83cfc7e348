package io.tokentally.domain.key;

import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Requests by method and path, one line: {@code GET /v1/fine_tuning/*}, where {@code *} stands for any characters or none,
 * and in place of the method for any. A path that is not spelt plainly, with {@code %} or {@code ;}, matches none.
 */
@ParsesOutsideInput
public record PathRule(String text) {

    public static final int MAX_LENGTH = 200;

    private static final Pattern FORM = Pattern.compile("(\\*|[A-Z]{3,10}) (/v1/[A-Za-z0-9._~:*/-]{1,180})");

    /** @throws KeyRefusedException if it is no such line */
    public PathRule {
        text = text.strip().replaceFirst("\\s+", " ");
        int space = text.indexOf(' ');
        text = space < 0 ? text : text.substring(0, space).toUpperCase(Locale.ROOT) + text.substring(space);
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw new KeyRefusedException(
                    PlainText.isAcceptable(text, MAX_LENGTH)
                            ? "%s is no method and path. Write them like GET /v1/fine_tuning/* with * for any characters."
                                    .formatted(text)
                            : "A line is no method and path. Write them like GET /v1/fine_tuning/* with * for any characters.");
        }
    }

    /** @param path as the provider's documentation has it, without the query */
    public boolean matches(String method, String path) {
        int space = text.indexOf(' ');
        String wanted = text.substring(0, space);
        boolean plain = path.indexOf('%') < 0 && path.indexOf(';') < 0;
        return plain && (wanted.equals("*") || wanted.equals(method)) && matches(space + 1, path);
    }

    /** In time proportional to the product of the lengths at worst. */
    private boolean matches(int from, String path) {
        int at = from;
        int star = -1;
        int afterStar = 0;
        int i = 0;
        while (i < path.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (at < text.length() && text.charAt(at) == path.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
