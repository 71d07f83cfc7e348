package io.tokentally.ui.alert;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.budget.BudgetText;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules in words, with the names of people and keys. */
final class RuleText {

    private final BudgetText budgets;

    RuleText(BudgetServices services) {
        budgets = services.text();
    }

    /** What a rule looks at, on one line. */
    String watched(AlertRuleTerms terms) {
        List<String> parts = new ArrayList<>();
        parts.add(AlertTexts.kind(terms.kind().alertKind()));
        if (terms.measure() != null) {
            parts.add(translate("alerts.rule.measure." + terms.measure()));
        }
        if (terms.amount() != null) {
            parts.add(translate("alerts.rule.above." + terms.kind(), amount(terms, terms.amount())));
        }
        if (terms.minimumCalls() != null) {
            parts.add(translate("alerts.rule.calls.from", terms.minimumCalls()));
        }
        if (terms.silentHours() != null) {
            parts.add(translate("alerts.rule.silent.for", terms.silentHours()));
        }
        if (terms.withinDays() != null) {
            parts.add(translate("alerts.rule.within.days", terms.withinDays()));
        }
        if (terms.window() != null) {
            parts.add(translate("alerts.rule.window." + terms.window()));
        }
        if (terms.forEach() != null) {
            parts.add(translate("alerts.rule.for-each." + terms.forEach()));
        }
        if (terms.kind().hasSelector()) {
            parts.add(budgets.selector(terms.selector()));
        }
        return String.join(" · ", parts);
    }

    private static String amount(AlertRuleTerms terms, BigDecimal amount) {
        return terms.measure() == null ? TypedNumber.write(amount) : AlertTexts.amount(terms.measure(), amount);
    }

    /** What an alert is of: its name, and whose of it, by their names. */
    String about(Map<String, String> subject) {
        String name = subject.get("name");
        String value = subject.get("value");
        if (name == null || value == null) {
            return AlertTexts.about(subject);
        }
        BudgetDimension by = Stream.of(BudgetDimension.values())
                .filter(dimension -> dimension.name().equals(subject.get("for_each")))
                .findFirst()
                .orElse(null);
        return VisibleText.of(name) + ", " + subject(by, value);
    }

    /** Whose something is, by name. */
    String subject(@Nullable BudgetDimension dimension, String value) {
        return dimension == null ? VisibleText.of(value) : budgets.named(dimension, value);
    }
}
