package io.tokentally.domain.alert;

import java.util.List;
import java.util.regex.Pattern;

/** What an alert is about, as programs write it. A later version may raise kinds that this one does not know. */
public record AlertKind(String code) {

    /** A threshold of a budget. */
    public static final AlertKind BUDGET = new AlertKind("budget");

    /** Nothing but that somebody tries a channel. */
    public static final AlertKind TEST = new AlertKind("test");

    /** Those that people choose among: budgets' and those of rules, by their names. */
    public static final List<AlertKind> KNOWN = List.of(
            BUDGET,
            new AlertKind("amount"),
            new AlertKind("unusual"),
            new AlertKind("errors"),
            new AlertKind("slow"),
            new AlertKind("unpriced"),
            new AlertKind("silent"),
            new AlertKind("ending"),
            new AlertKind("forecast"));

    public AlertKind {
        if (!Code.PATTERN.matcher(code).matches()) {
            throw new IllegalArgumentException("'%s' is no kind of alert".formatted(code));
        }
    }

    @Override
    public String toString() {
        return code;
    }

    /** On its own, since the constants above are made with it. */
    private static final class Code {

        private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    }
}
