package io.tokentally.adapter.rest;

import java.util.regex.Pattern;

/**
 * A text in a cell. Spreadsheets run what looks like a formula, wherever it comes from; an apostrophe in front makes it a
 * text again.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV Injection</a>
 */
final class CsvText {

    /** Also behind white space and quotes, which some spreadsheets take away first, and in full-width forms. */
    private static final Pattern FORMULA =
            Pattern.compile("^(?:[\\s\\p{Z}\\p{Cc}\\uFEFF\"']*[=+\\-@＝＋－＠]|[\\t\\r\\n])");

    private CsvText() {}

    static String harmless(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }
}
