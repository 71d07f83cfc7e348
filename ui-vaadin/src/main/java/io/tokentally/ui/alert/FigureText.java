package io.tokentally.ui.alert;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.CountFormat;
import io.tokentally.ui.format.DurationFormat;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What alerts and rules were measured by, in words. Figures are kept by their names, as they were noted: what a later version noted, or
 * an earlier one, is told as it stands there.
 */
final class FigureText {

    private final RuleText names;
    private final ZoneId zone;

    FigureText(RuleText names, ZoneId zone) {
        this.names = names;
        this.zone = zone;
    }

    String of(Map<String, String> noted) {
        try {
            return words(new Figures(noted)).orElseGet(() -> AlertTexts.pairs(noted));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return AlertTexts.pairs(noted);
        }
    }

    private Optional<String> words(Figures figures) {
        if (figures.has("spent", "amount", "threshold", "measure")) {
            return Optional.of(translate(
                    "alerts.figures.budget",
                    figures.measured("spent"),
                    figures.measured("amount"),
                    figures.threshold()));
        }
        if (figures.has("expected", "expected_from", "expected_to", "amount", "spent")) {
            return Optional.of(translate(
                    "alerts.figures.forecast",
                    figures.money("expected"),
                    figures.money("expected_from"),
                    figures.money("expected_to"),
                    figures.money("amount"),
                    figures.money("spent")));
        }
        if (figures.has("value", "measure")) {
            return Optional.of(ofMeasure(figures));
        }
        if (figures.has("percent", "failures", "calls", "limit_percent")) {
            return Optional.of(translate(
                    "alerts.figures.errors",
                    figures.number("percent"),
                    figures.count("failures"),
                    figures.count("calls"),
                    figures.number("limit_percent")));
        }
        if (figures.has("p95_ms", "calls", "limit_ms")) {
            return Optional.of(translate(
                    "alerts.figures.slow",
                    figures.duration("p95_ms"),
                    figures.count("calls"),
                    figures.duration("limit_ms")));
        }
        if (figures.has("calls_without_price")) {
            return Optional.of(translate("alerts.figures.unpriced", figures.count("calls_without_price")));
        }
        if (figures.has("hours")) {
            return Optional.of(ofSilence(figures));
        }
        return figures.has("ends_on") ? Optional.of(ofEnding(figures)) : Optional.empty();
    }

    private String ofMeasure(Figures figures) {
        if (figures.has("amount")) {
            return translate("alerts.figures.amount", figures.measured("value"), figures.measured("amount"));
        }
        if (!figures.has("usual", "highest_usual")) {
            return figures.measured("value");
        }
        String unusual = translate(
                "alerts.figures.unusual",
                figures.measured("value"),
                figures.measured("usual"),
                figures.measured("highest_usual"));
        if (!figures.has("most_by", "most_by_value", "most_by_excess")) {
            return unusual;
        }
        BudgetDimension by = BudgetDimension.valueOf(figures.text("most_by").toUpperCase(Locale.ROOT));
        return translate(
                "alerts.figures.most-by",
                unusual,
                translate("budgets.field." + by),
                names.subject(by, figures.text("most_by_value")),
                figures.measured("most_by_excess"));
    }

    private String ofSilence(Figures figures) {
        if (figures.has("last_call_before")) {
            return translate(
                    "alerts.figures.silent",
                    figures.count("hours"),
                    TimeFormat.formatInstant(
                            OffsetDateTime.parse(figures.text("last_call_before"))
                                    .toInstant(),
                            zone));
        }
        return figures.has("weeks_with_calls")
                ? translate("alerts.figures.seldom", figures.count("hours"), figures.count("weeks_with_calls"))
                : translate("alerts.figures.heard", figures.count("hours"));
    }

    private static String ofEnding(Figures figures) {
        String day = TimeFormat.formatDate(LocalDate.parse(figures.text("ends_on")));
        return figures.has("replaced_by")
                ? translate("alerts.figures.replaced", day, VisibleText.of(figures.text("replaced_by")))
                : translate("alerts.figures.ends", day);
    }

    /** Figures by their names. */
    private record Figures(Map<String, String> noted) {

        boolean has(String... names) {
            for (String name : names) {
                if (!noted.containsKey(name)) {
                    return false;
                }
            }
            return true;
        }

        String text(String name) {
            @Nullable String value = noted.get(name);
            if (value == null) {
                throw new IllegalArgumentException("There is no " + name);
            }
            return value;
        }

        private BigDecimal decimal(String name) {
            return new BigDecimal(text(name));
        }

        String number(String name) {
            return TypedNumber.write(decimal(name));
        }

        String count(String name) {
            return CountFormat.formatCount(decimal(name).longValueExact());
        }

        String duration(String name) {
            return DurationFormat.formatDuration(Duration.ofMillis(
                    decimal(name).setScale(0, RoundingMode.HALF_UP).longValueExact()));
        }

        String money(String name) {
            return CostFormat.formatCost(Money.usd(decimal(name)));
        }

        /** In what is measured: an amount of money, or so many tokens or requests. */
        String measured(String name) {
            return measured(decimal(name));
        }

        private String measured(BigDecimal amount) {
            return AlertTexts.amount(AlertMeasure.valueOf(text("measure")), amount);
        }

        String threshold() {
            String threshold = text("threshold");
            return threshold.endsWith("%")
                    ? translate(
                            "alerts.figures.percent",
                            TypedNumber.write(new BigDecimal(threshold.substring(0, threshold.length() - 1))))
                    : measured(new BigDecimal(threshold));
        }
    }
}
