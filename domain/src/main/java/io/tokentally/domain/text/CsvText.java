package io.tokentally.domain.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in a cell. Spreadsheets run what looks like a formula, wherever it comes from; an apostrophe in front makes it a
 * text again. Where a semicolon or a tab parts the cells, as in half of Europe, a new cell begins within a text: there too
 * an apostrophe is put. What nobody could see stands there by its code point.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV Injection</a>
 */
@ParsesOutsideInput
public final class CsvText {

    /** Whether commas, semicolons, tabs, bars or lines part the cells is each spreadsheet's own to say. */
    private static final String BEGIN_OF_CELL = "(?<=^|[,;|\\t\\r\\n])";

    /** White space and quotes, which some spreadsheets take away first. */
    private static final String TAKEN_AWAY = "[\\s\\p{Z}\\p{C}\"'“”„‘’«»]*";

    /** Plain, full-width and small, and the minus of mathematics. */
    private static final String FORMULA = "[=+\\-@＝＋－＠﹦﹢﹣﹫−]";

    private static final Pattern RUN = Pattern.compile(BEGIN_OF_CELL + "(?=" + TAKEN_AWAY + FORMULA + ")");

    private static final Pattern RUN_IN_JSON =
            Pattern.compile("((?:^|[,;|\\t\\r\\n])" + TAKEN_AWAY + ")(" + FORMULA + ")");

    private CsvText() {}

    public static String harmless(String text) {
        return RUN.matcher(VisibleText.of(text)).replaceAll("'");
    }

    /** JSON whose texts alone could be taken for formulas: they stay what they are, since JSON has another way to write them. */
    public static String harmlessJson(String json) {
        return RUN_IN_JSON
                .matcher(json)
                .replaceAll(run -> "%s\\\\u%04x".formatted(Matcher.quoteReplacement(run.group(1)), (int)
                        run.group(2).charAt(0)));
    }
}
