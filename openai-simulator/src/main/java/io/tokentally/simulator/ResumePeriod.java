package io.tokentally.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time in a résumé, such as "Jan 2019 – Present".
 *
 * @param text as it is written
 * @param start as it is written
 * @param end as it is written
 */
record ResumePeriod(String text, String start, String end) {

    private static final String MONTH =
            "(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\\.?[ ,]+|\\d{1,2}[/.])?";
    private static final String YEAR = "(?:19|20)\\d{2}(?:-\\d{2})?";
    private static final Pattern SPAN = Pattern.compile("(?i)\\(?\\b(" + MONTH + YEAR
            + ")\\s*(?:-|–|—|to|until|till)\\s*(" + MONTH + YEAR + "|present|current|now|today|ongoing)\\b\\)?");
    private static final Pattern YEAR_ALONE = Pattern.compile("(?:19|20)\\d{2}");

    static Optional<ResumePeriod> in(String line) {
        Matcher matcher = SPAN.matcher(line);
        return matcher.find()
                ? Optional.of(new ResumePeriod(matcher.group(), matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** The line without the span. */
    static String removedFrom(String line) {
        return ResumeLines.trimmed(SPAN.matcher(line).replaceFirst(" "));
    }

    String bare() {
        return text.replaceAll("[()]", "").strip();
    }

    int startYear() {
        return year(start, 0);
    }

    /** The year it ends; this year if it lasts until now. */
    int endYear(int thisYear) {
        return year(end, thisYear);
    }

    private static int year(String text, int otherwise) {
        Matcher matcher = YEAR_ALONE.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group()) : otherwise;
    }
}
