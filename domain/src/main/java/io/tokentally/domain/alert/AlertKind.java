package io.tokentally.domain.alert;

import java.util.List;
import java.util.regex.Pattern;

/** What an alert is about, as programs write it. A later version may raise kinds that this one does not know. */
public record AlertKind(String code) {

    public static final AlertKind BUDGET_THRESHOLD = new AlertKind("budget_threshold");
    public static final AlertKind BUDGET_FORECAST = new AlertKind("budget_forecast");
    public static final AlertKind COST = new AlertKind("cost");
    public static final AlertKind FAILURES = new AlertKind("failures");
    public static final AlertKind ERROR_RATE = new AlertKind("error_rate");
    public static final AlertKind P95 = new AlertKind("p95");
    public static final AlertKind UNPRICED_MODEL = new AlertKind("unpriced_model");
    public static final AlertKind MODEL_ENDS = new AlertKind("model_ends");
    public static final AlertKind TEST = new AlertKind("test");

    /** Those that people choose among. */
    public static final List<AlertKind> KNOWN = List.of(
            BUDGET_THRESHOLD, BUDGET_FORECAST, COST, FAILURES, ERROR_RATE, P95, UNPRICED_MODEL, MODEL_ENDS);

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
