package io.tokentally.domain.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An alert in words, as mails and chats show it. */
public final class AlertWording {

    private static final Map<AlertKind, String> KINDS = Map.of(
            AlertKind.BUDGET_THRESHOLD, "Budget",
            AlertKind.BUDGET_FORECAST, "Forecast of a budget",
            AlertKind.COST, "Cost",
            AlertKind.FAILURES, "Failed calls",
            AlertKind.ERROR_RATE, "Error rate",
            AlertKind.P95, "95th percentile of response times",
            AlertKind.UNPRICED_MODEL, "Model without a price",
            AlertKind.MODEL_ENDS, "Model that ends",
            AlertKind.TEST, "Test message");

    private AlertWording() {}

    /** On one line: {@code [over] Cost: model gpt-5 (Acme)}. */
    public static String title(AlertMessage message) {
        AlertEvent event = message.event();
        String what = event.subject().isEmpty() ? "" : ": " + pairs(event.subject(), ", ");
        return "[%s%s] %s%s (%s)"
                .formatted(
                        event.state().code().replace('_', ' '),
                        message.round() > 1 ? ", again" : "",
                        kind(event.kind()),
                        what,
                        message.organization())
                .replaceAll("\\p{Cntrl}", " ");
    }

    /** Figures, window and identity, a line each. */
    public static List<String> lines(AlertMessage message) {
        AlertEvent event = message.event();
        List<String> lines = new ArrayList<>();
        event.figures().forEach((name, value) -> lines.add(spoken(name) + ": " + value));
        if (event.windowStart() != null) {
            lines.add("Window: from " + event.windowStart()
                    + (event.windowEnd() == null ? "" : " until " + event.windowEnd()));
        }
        lines.add("Crossed at: " + event.raisedAt());
        lines.add("Alert: " + event.id());
        return lines;
    }

    private static String kind(AlertKind kind) {
        return KINDS.getOrDefault(kind, spoken(kind.code()));
    }

    private static String pairs(Map<String, String> values, String separator) {
        return values.entrySet().stream()
                .map(entry -> spoken(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(separator));
    }

    private static String spoken(String name) {
        return name.replace('_', ' ');
    }
}
