package io.tokentally.application.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.usage.TooManyReadingsException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rules of alerts and budgets that are tried on the past tell what others used, and take the database long. */
class AuditedTrialsTest {

    private static final AlertRuleTerms RULE = new AlertRuleTerms(
            "Spending",
            AlertRuleKind.AMOUNT,
            AlertState.WARNING,
            BudgetSelector.EVERYTHING,
            BudgetDimension.USER,
            AlertMeasure.COST,
            BigDecimal.ONE,
            null,
            AlertWindow.HOUR,
            null,
            null,
            true);

    private static final AlertFilter ALL_ALERTS = new AlertFilter(null, null, null, null, 10);

    private final List<String> events = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final FairTurns turns =
            new FairTurns(new Shares("reports", 1, 1, 1, 0, Duration.ofMillis(1), Duration.ofSeconds(5)));
    private final LooksAtOthers looks = new LooksAtOthers(
            new AuditSteps(told(AuditLog.class)),
            new ReportsSeen(Clock.fixed(Instant.parse("2026-10-15T12:10:00Z"), ZoneOffset.UTC)));
    private final AuditedAlertRules rules = new AuditedAlertRules(told(ManageAlertRulesUseCase.class), looks, turns);
    private final AuditedBudgets budgets = new AuditedBudgets(told(ManageBudgetsUseCase.class), looks, turns);

    private final AuditedAlerts alerts = new AuditedAlerts(told(ReadAlertsUseCase.class), looks);

    /** Notes what is called and how many turns are taken then, and answers nothing. */
    private <T> T told(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    boolean tells = method.getName().equals("ownAct");
                    events.add(
                            tells
                                    ? "%s %s by %s, %d turns"
                                            .formatted(
                                                    arguments[1],
                                                    arguments[3],
                                                    ((Viewer) arguments[0]).userId(),
                                                    turns.taken())
                                    : "%s, %d turns".formatted(method.getName(), turns.taken()));
                    if (tells && events.size() < 10) {
                        meanwhile.run();
                    }
                    return method.getReturnType() == long.class ? 0L : null;
                }));
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("alice"), new OrganizationId("acme"), role);
    }

    @Test
    void whoTriesARuleIsToldOnceAnHourAndWaitsForATurn() {
        rules.tryOut(viewer(Role.ADMIN), RULE);
        rules.tryOut(viewer(Role.ADMIN), RULE);

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others alert_trial by alice, 0 turns", "tryOut, 1 turns", "tryOut, 1 turns");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void manyLooksAtOnceAreToldOnce() {
        meanwhile = () -> looks.note(viewer(Role.ADMIN), "alert_trial");

        rules.tryOut(viewer(Role.ADMIN), RULE);

        assertThat(events).containsExactly("usage.report_of_others alert_trial by alice, 0 turns", "tryOut, 1 turns");
    }

    @Test
    void whatCouldNotBeToldIsToldTheNextTime() {
        meanwhile = () -> {
            throw new IllegalStateException("away");
        };
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> rules.tryOut(viewer(Role.ADMIN), RULE));
        events.clear();
        meanwhile = () -> {};

        rules.tryOut(viewer(Role.ADMIN), RULE);

        assertThat(events).containsExactly("usage.report_of_others alert_trial by alice, 0 turns", "tryOut, 1 turns");
    }

    @Test
    void whoTriesABudgetIsToldAndWaitsForATurn() {
        budgets.tryOut(viewer(Role.OWNER), BudgetFixtures.monthly("Ours", "10"));
        budgets.tooDear(viewer(Role.OWNER), BudgetFixtures.monthly("Ours", "10"));

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others budget_trial by alice, 0 turns", "tryOut, 1 turns", "tooDear, 1 turns");
        assertThat(turns.taken()).isZero();
    }

    @Test
    void whoSeesWhatIsSpentOfBudgetsOfAllIsToldOnceAnHour() {
        BudgetId id = new BudgetId(new UUID(0, 1));
        budgets.uses(viewer(Role.ADMIN));
        budgets.uses(viewer(Role.ADMIN));
        budgets.history(viewer(Role.ADMIN), id);

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others budgets by alice, 0 turns",
                        "uses, 0 turns",
                        "uses, 0 turns",
                        "history, 0 turns");
    }

    @Test
    void whoSeesHowRulesStandOrAlertsOfAllIsTold() {
        rules.rules(viewer(Role.ADMIN));
        alerts.find(viewer(Role.OWNER), ALL_ALERTS);

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others alert_rules by alice, 0 turns",
                        "rules, 0 turns",
                        "usage.report_of_others alerts by alice, 0 turns",
                        "find, 0 turns");
    }

    @Test
    void whoSeesWhatIsTheirsAloneLooksAtNobody() {
        budgets.uses(viewer(Role.MEMBER));
        rules.rules(viewer(Role.MEMBER));
        alerts.find(viewer(Role.MEMBER), ALL_ALERTS);
        // The bell tells a number, and of whom it is nothing.
        alerts.countUnseen(viewer(Role.OWNER));

        assertThat(events).containsExactly("uses, 0 turns", "rules, 0 turns", "find, 0 turns", "countUnseen, 0 turns");
    }

    @Test
    void noneIsTriedWhereNoTurnIsLeft() {
        try (FairTurns.Turn taken = turns.take(viewer(Role.OWNER))) {
            assertThat(taken).isNotNull();
            assertThatExceptionOfType(TooManyReadingsException.class)
                    .isThrownBy(() -> rules.tryOut(viewer(Role.OWNER), RULE));
            assertThatExceptionOfType(TooManyReadingsException.class)
                    .isThrownBy(() -> budgets.tryOut(viewer(Role.OWNER), BudgetFixtures.monthly("Ours", "10")));
        }
        assertThat(events).noneMatch(event -> event.startsWith("tryOut"));
    }

    @Test
    void whoMayNotLookTakesNoTurnAndIsNoLookAtOthers() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> rules.tryOut(viewer(Role.MEMBER), RULE));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> budgets.tryOut(viewer(Role.ADMIN), BudgetFixtures.monthly("Ours", "10")));

        assertThat(events).isEmpty();
    }
}
