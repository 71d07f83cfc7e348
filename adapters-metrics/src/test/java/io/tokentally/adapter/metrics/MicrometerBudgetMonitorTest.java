package io.tokentally.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokentally.application.port.out.budget.BudgetStandings.Nearest;
import io.tokentally.application.port.out.budget.BudgetStandings.Standing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MicrometerBudgetMonitorTest {

    private static final OrganizationId ACME = new OrganizationId("acme");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-29T02:00:00Z");

    private MicrometerBudgetMonitor monitor(int told) {
        return new MicrometerBudgetMonitor(registry, ((InstantSource) () -> now).withZone(ZoneOffset.UTC), told);
    }

    private static BudgetId budget(int number) {
        return new BudgetId(new UUID(0, number));
    }

    private static Standing standing(int number, String spent) {
        return new Standing(
                ACME,
                budget(number),
                BudgetMeasure.COST,
                new BigDecimal(spent),
                new BigDecimal("0.25"),
                new BigDecimal("50"));
    }

    private List<String> metersOf(String name) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().equals(name))
                .map(MicrometerBudgetMonitorTest::shown)
                .sorted()
                .toList();
    }

    private static String shown(Meter meter) {
        return Tags.of(meter.getId().getTags()).stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList()
                + " "
                + meter.measure().iterator().next().getValue();
    }

    @Test
    void tellsWhatIsSpentSetAsideAndAllowedOfEachByItsId() {
        monitor(2).standing(new Nearest(List.of(standing(1, "49.5")), 1));

        String labels = "[budget=00000000-0000-0000-0000-000000000001, measure=cost, organization=acme] ";
        assertThat(metersOf("tokentally.budget.spent")).containsExactly(labels + "49.5");
        assertThat(metersOf("tokentally.budget.reserved")).containsExactly(labels + "0.25");
        assertThat(metersOf("tokentally.budget.limit")).containsExactly(labels + "50.0");
    }

    @Test
    void tellsOfNoMoreThanAreToBeToldAndHowManyItDoesNotTellOf() {
        monitor(2).standing(new Nearest(List.of(standing(1, "3"), standing(2, "2"), standing(3, "1")), 10));

        assertThat(metersOf("tokentally.budget.spent")).hasSize(2);
        assertThat(registry.get("tokentally.budgets.untold").gauge().value()).isEqualTo(8);
    }

    @Test
    void whoeverIsNotAmongTheNearestAnyMoreIsToldOfNoLonger() {
        MicrometerBudgetMonitor monitor = monitor(1);
        monitor.standing(new Nearest(List.of(standing(1, "3")), 2));
        monitor.standing(new Nearest(List.of(standing(2, "4")), 2));

        assertThat(metersOf("tokentally.budget.spent"))
                .containsExactly("[budget=00000000-0000-0000-0000-000000000002, measure=cost, organization=acme] 4.0");
        assertThat(metersOf("tokentally.budget.limit")).hasSize(1);
    }

    @Test
    void saysHowOldItIsAndNothingBeforeItIsKnown() {
        MicrometerBudgetMonitor monitor = monitor(1);
        assertThat(registry.get("tokentally.budgets.untold").gauge().value()).isNaN();
        assertThat(age()).isNaN();

        monitor.standing(new Nearest(List.of(), 0));
        now = now.plus(Duration.ofMinutes(3));

        assertThat(age()).isEqualTo(180);
    }

    private double age() {
        return registry.get("tokentally.budgets.read").timeGauge().value(TimeUnit.SECONDS);
    }

    @Test
    void countsWhatEachRefusesByReason() {
        MicrometerBudgetMonitor monitor = monitor(5);
        monitor.refused(ACME, budget(1), Reason.SPENT);
        monitor.refused(ACME, budget(1), Reason.SPENT);
        monitor.refused(ACME, budget(1), Reason.UNPRICED);
        monitor.undetermined(ACME, budget(2));

        String first = "[budget=00000000-0000-0000-0000-000000000001, organization=acme, reason=";
        assertThat(metersOf("tokentally.budget.refused.calls"))
                .containsExactly(
                        first + "spent] 2.0",
                        first + "unpriced] 1.0",
                        "[budget=00000000-0000-0000-0000-000000000002, organization=acme, reason=undetermined] 1.0");
    }

    /** However many budgets refuse, and whoever they are: labels stay as few as were allowed, and no call is left out. */
    @Test
    void thoseThatRefuseLaterAreCountedTogether() {
        MicrometerBudgetMonitor monitor = monitor(2);
        IntStream.rangeClosed(1, 100).forEach(number -> monitor.refused(ACME, budget(number), Reason.SPENT));
        monitor.refused(ACME, budget(2), Reason.SPENT);

        assertThat(metersOf("tokentally.budget.refused.calls"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "[budget=00000000-0000-0000-0000-000000000001, organization=acme, reason=spent] 1.0",
                                "[budget=00000000-0000-0000-0000-000000000002, organization=acme, reason=spent] 2.0",
                                "[budget=_OTHER, organization=_OTHER, reason=spent] 98.0")
                        .toList());
    }

    @Test
    void whereNoneIsToBeToldNoOrganizationIsNamed() {
        MicrometerBudgetMonitor monitor = monitor(0);
        monitor.refused(ACME, budget(1), Reason.SPENT);
        monitor.standing(new Nearest(List.of(standing(1, "3")), 1));

        assertThat(metersOf("tokentally.budget.refused.calls"))
                .containsExactly("[budget=_OTHER, organization=_OTHER, reason=spent] 1.0");
        assertThat(metersOf("tokentally.budget.spent")).isEmpty();
    }
}
