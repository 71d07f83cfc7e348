package io.tokentally.domain.alert;

import io.tokentally.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An alert in words, as mails and chats show it. */
public final class AlertWording {

    private static final Map<AlertKind, String> KINDS = Map.ofEntries(
            Map.entry(AlertKind.BUDGET, "Budget"),
            Map.entry(AlertKind.TEST, "Test message"),
            Map.entry(AlertRuleKind.AMOUNT.alertKind(), "Amount passed"),
            Map.entry(AlertRuleKind.UNUSUAL.alertKind(), "More than usual"),
            Map.entry(AlertRuleKind.ERRORS.alertKind(), "Share of failures"),
            Map.entry(AlertRuleKind.SLOW.alertKind(), "Slow responses"),
            Map.entry(AlertRuleKind.UNPRICED.alertKind(), "Model without a price"),
            Map.entry(AlertRuleKind.SILENT.alertKind(), "No calls"),
            Map.entry(AlertRuleKind.ENDING.alertKind(), "Model ends"),
            Map.entry(AlertRuleKind.FORECAST.alertKind(), "Budget forecast to be passed"),
            Map.entry(OperatorTrouble.JOURNAL_BROKEN.kind(), "The journal takes no records"),
            Map.entry(OperatorTrouble.LEDGER_BEHIND.kind(), "Records do not reach the ledger"),
            Map.entry(OperatorTrouble.RECORDS_SET_ASIDE.kind(), "Records are set aside"),
            Map.entry(OperatorTrouble.RECORDS_LOST.kind(), "Calls are missing from the ledger"),
            Map.entry(OperatorTrouble.SUMS_DIFFER.kind(), "Sums are not those of the calls"));

    private AlertWording() {}

    /** On one line: {@code [over] Budget: Team A (Acme)}. Callers name some of it: what cannot be seen stands there by its code point. */
    public static String title(AlertMessage message) {
        AlertEvent event = message.event();
        String about = about(event.subject());
        String what = about.isEmpty() ? "" : ": " + about;
        return VisibleText.of("[%s%s] %s%s (%s)"
                .formatted(
                        event.state().code().replace('_', ' '),
                        message.round() > 1 ? ", again" : "",
                        kind(event.kind()),
                        what,
                        message.organization())
                .replaceAll("\\p{Cntrl}", " "));
    }

    /** Figures, window and identity, a line each. */
    public static List<String> lines(AlertMessage message) {
        AlertEvent event = message.event();
        List<String> lines = new ArrayList<>();
        event.figures().forEach((name, value) -> lines.add(VisibleText.of(spoken(name) + ": " + value)));
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

    /** What it is of: by its name, and the one that it holds for, where it has a name; else by all that is known of it. */
    public static String about(Map<String, String> subject) {
        String name = subject.get("name");
        if (name != null) {
            String value = subject.get("value");
            return value == null ? name : name + ", " + value;
        }
        return subject.entrySet().stream()
                .map(entry -> spoken(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String spoken(String name) {
        return name.replace('_', ' ');
    }
}
