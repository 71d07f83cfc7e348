package io.tokentally.demo;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetWindow.Calendar.Unit;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Budgets and rules of alerts to look at, of amounts that fit the demo's calls. None of them stops a call. */
final class DemoLimits {

    private static final UserId OWNER = new UserId("owner@acme.example");
    private static final BigDecimal MONTH_OF_ALL = new BigDecimal("20");
    private static final BigDecimal DAY_OF_EACH = new BigDecimal("0.25");
    private static final BigDecimal UNUSUAL_DAY = new BigDecimal("0.5");
    private static final BigDecimal FAILING_PERCENT = new BigDecimal("10");
    private static final int FAILING_OF_CALLS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(DemoLimits.class);

    private final ManageBudgetsUseCase budgets;
    private final ManageAlertRulesUseCase rules;
    private final DemoViewers viewers;

    DemoLimits(ManageBudgetsUseCase budgets, ManageAlertRulesUseCase rules, DemoViewers viewers) {
        this.budgets = budgets;
        this.rules = rules;
        this.viewers = viewers;
    }

    void install() {
        try {
            viewers.as(OWNER, Role.OWNER, this::make);
        } catch (AccessRefusedException e) {
            LOG.debug("Somebody has given the demo's owner another role; there are no budgets of the demo", e);
        }
    }

    private void make(Viewer owner) {
        budgets.create(
                owner,
                budget(
                        "All calls of a month",
                        null,
                        MONTH_OF_ALL,
                        Unit.MONTH,
                        BudgetAction.ALERT,
                        "50%",
                        "80%",
                        "100%"));
        budgets.create(
                owner,
                budget(
                        "A day of each user",
                        BudgetDimension.USER,
                        DAY_OF_EACH,
                        Unit.DAY,
                        BudgetAction.OBSERVE,
                        "100%"));
        rules.create(owner, rule("Unusual spending", AlertRuleKind.UNUSUAL, AlertMeasure.COST, UNUSUAL_DAY, null));
        rules.create(owner, rule("Failing calls", AlertRuleKind.ERRORS, null, FAILING_PERCENT, FAILING_OF_CALLS));
    }

    private static BudgetTerms budget(
            String name,
            @Nullable BudgetDimension forEach,
            BigDecimal dollars,
            Unit unit,
            BudgetAction action,
            String... thresholds) {
        return new BudgetTerms(
                name,
                BudgetSelector.EVERYTHING,
                forEach,
                BudgetMeasure.COST,
                dollars,
                new BudgetWindow.Calendar(unit),
                action,
                Stream.of(thresholds).map(BudgetThreshold::of).toList(),
                BlockingRules.DEFAULT);
    }

    private static AlertRuleTerms rule(
            String name,
            AlertRuleKind kind,
            @Nullable AlertMeasure measure,
            BigDecimal amount,
            @Nullable Integer minimumCalls) {
        return new AlertRuleTerms(
                name,
                kind,
                AlertState.WARNING,
                BudgetSelector.EVERYTHING,
                null,
                measure,
                amount,
                minimumCalls,
                AlertWindow.DAY,
                null,
                null,
                true);
    }
}
