package io.tokentally.ui.alert;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWording;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.budget.BudgetText;
import io.tokentally.ui.format.CountFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What alerts are called on pages. */
final class AlertTexts {

    private AlertTexts() {}

    /** A kind of a later version as it is written. */
    static String kind(AlertKind kind) {
        return AlertKind.KNOWN.contains(kind) ? I18NProvider.translate("alerts.kind." + kind.code()) : kind.code();
    }

    static String state(AlertState state) {
        return I18NProvider.translate("alerts.state." + state.code());
    }

    /** The state in words and, for whoever sees colours, in colour. */
    static Component badge(AlertState state) {
        Span badge = new Span(state(state));
        badge.addClassName("tt-alert-state");
        badge.getElement().setAttribute("data-state", state.code());
        return badge;
    }

    /** What an alert is of. */
    static String about(Map<String, String> subject) {
        return VisibleText.of(AlertWording.about(subject));
    }

    /** For instance {@code $0.25}, {@code 3 requests}, {@code 1 failed request}. */
    static String amount(AlertMeasure measure, BigDecimal amount) {
        BigDecimal shown = measure == AlertMeasure.COST ? amount : amount.setScale(0, RoundingMode.HALF_UP);
        return switch (measure) {
            case COST -> BudgetText.amount(BudgetMeasure.COST, shown);
            case TOKENS -> BudgetText.amount(BudgetMeasure.TOKENS, shown);
            case REQUESTS -> BudgetText.amount(BudgetMeasure.REQUESTS, shown);
            case FAILURES ->
                I18NProvider.translate(
                        "alerts.amount.failures",
                        shown.longValueExact(),
                        CountFormat.formatCount(shown.longValueExact()));
        };
    }

    /** Names and values, as they were noted. */
    static String pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> VisibleText.of(entry.getKey().replace('_', ' ')) + " " + VisibleText.of(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String failure(@Nullable String error, @Nullable Integer status) {
        String what = error == null ? "" : I18NProvider.translate("alerts.error." + error);
        return status == null ? what : what + " (" + status + ")";
    }

    static String delivery(AlertDelivery delivery) {
        return I18NProvider.translate("alerts.delivery." + delivery.state().code());
    }
}
