package io.tokentally.application.service.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummarizeUsageServiceTest {

    private static final Instant NOW = Instant.parse("2026-10-15T08:20:00Z");
    private static final Period WEEK = Period.lastDays(7, NOW, ZoneId.of("Asia/Kathmandu"));
    private static final Currency EUR = Currency.getInstance("EUR");

    private final FakeRollups rollups = new FakeRollups();
    private final SummarizeUsageService service = new SummarizeUsageService(rollups, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aMemberWhoAsksForTheOrganizationIsDeniedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> service.summarize(viewer(Role.MEMBER), UsageScope.ORGANIZATION, WEEK))
                .isInstanceOf(AccessRefusedException.class);
        assertThat(rollups.asked).isEmpty();
    }

    @Test
    void everyFigureIsAskedForTheViewerTheScopeAndThePeriod() {
        Viewer owner = viewer(Role.OWNER);
        UsageSummary summary = service.summarize(owner, UsageScope.ORGANIZATION, WEEK);

        Asked asked = new Asked(owner, UsageScope.ORGANIZATION, WEEK.range());
        Asked before = new Asked(owner, UsageScope.ORGANIZATION, WEEK.before(NOW));
        assertThat(rollups.asked).containsExactlyInAnyOrder(asked, before, asked);
        assertThat(summary.period()).isEqualTo(WEEK);
        assertThat(summary.totals()).isEqualTo(sums(30, 3));
        assertThat(summary.freeCalls()).isEqualTo(4);
        assertThat(summary.before()).isEqualTo(sums(20, 1));
    }

    @Test
    void theDearestComesFirstAndEqualsByName() {
        UsageSummary summary = service.summarize(viewer(Role.MEMBER), UsageScope.OWN, WEEK);

        assertThat(summary.byEndpoint().keySet())
                .extracting(Endpoint::value)
                .containsExactly("dear", "cheap_and_frequent", "cheap_a", "cheap_b", "cheap_c");
        assertThat(summary.byModel().keySet()).extracting(ModelName::value).containsExactly("large", "small");
        assertThat(summary.byModel().get(new ModelName("large"))).isEqualTo(sums(20, 2));
        assertThat(summary.snapshotsOf(new ModelName("large")))
                .containsExactly(
                        Map.entry(new ModelName("large-2026-01-02"), sums(15, 1)),
                        Map.entry(new ModelName("large"), sums(5, 1)));
        assertThat(summary.snapshotsOf(new ModelName("small"))).isEmpty();
        assertThat(summary.byUser().keySet()).extracting(UserId::value).containsExactly("ada");
    }

    @Test
    void eachDayOfThePeriodIsThereWithNothingInTheSameCurrency() {
        UsageSummary summary = service.summarize(viewer(Role.MEMBER), UsageScope.OWN, WEEK);

        assertThat(summary.byDay().keySet()).containsExactlyElementsOf(WEEK.eachDay());
        assertThat(summary.byDay().get(WEEK.firstDay())).isEqualTo(UsageTotals.none(EUR));
        assertThat(summary.byDay().get(WEEK.lastDay())).isEqualTo(sums(30, 3));
        assertThat(rollups.zone).isEqualTo(WEEK.zone());
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), role);
    }

    private static UsageTotals sums(long requests, long cost) {
        return new UsageTotals(requests, 0, 0, 0, 10 * requests, requests, new Money(EUR, BigDecimal.valueOf(cost)));
    }

    private record Asked(Viewer viewer, UsageScope scope, TimeRange range) {}

    private static final class FakeRollups implements UsageRollups {

        private final List<Asked> asked = new ArrayList<>();
        private ZoneId zone = ZoneOffset.UTC;

        @Override
        public UsageTotals totals(Viewer viewer, UsageScope scope, TimeRange range) {
            asked.add(new Asked(viewer, scope, range));
            return sums(20, 1);
        }

        @Override
        public UsageBreakdown breakdown(Viewer viewer, UsageScope scope, TimeRange range, ZoneId days) {
            asked.add(new Asked(viewer, scope, range));
            zone = days;
            return new UsageBreakdown(
                    sums(30, 3),
                    4,
                    Map.of(
                            new Endpoint("cheap_c"), sums(2, 1),
                            new Endpoint("cheap_a"), sums(2, 1),
                            new Endpoint("cheap_b"), sums(2, 1),
                            new Endpoint("dear"), sums(1, 2),
                            new Endpoint("cheap_and_frequent"), sums(9, 1)),
                    Map.of(
                            new ModelName("small"), sums(10, 1),
                            new ModelName("large-2026-01-02"), sums(15, 1),
                            new ModelName("large"), sums(5, 1)),
                    Map.of(WEEK.lastDay(), sums(30, 3)));
        }

        @Override
        public Map<ModelName, UsageTotals> byModel(Viewer viewer, UsageScope scope, TimeRange range) {
            throw new UnsupportedOperationException("Nobody needs it");
        }

        @Override
        public Map<UserId, UsageTotals> byUser(Viewer viewer, UsageScope scope, TimeRange range) {
            asked.add(new Asked(viewer, scope, range));
            return Map.of(new UserId("ada"), sums(30, 3));
        }
    }
}
