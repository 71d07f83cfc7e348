package io.tokentally.tck.summary;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.usage.UsageSums;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all roll-ups do. There are none at the start of each test. */
public abstract class UsageRollupsContract {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);

    /** With the end of daylight saving in Europe and in America, and of two months. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 10, 20);

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 5);

    protected abstract UsageRollups rollups();

    /** The records are in the ledger. */
    protected abstract void given(Collection<UsageRecord> usageRecords);

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> query) {
        return query.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Asia/Kathmandu",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "Pacific/Kiritimati",
                "+05:45",
                "UTC-03:30"
            })
    void everyBreakdownAddsUpToTheCallsToTheLastDigit(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        Period period = new Period(FIRST_DAY, LAST_DAY, zone);
        TimeRange range = period.range();
        long seed = zoneName.hashCode();
        List<UsageRecord> all = new RandomCalls(
                        seed, ACME, range.from().minus(Duration.ofDays(1)), Duration.ofDays(period.days() + 2L))
                .take(500);
        givenMember(ADMIN);
        givenMember(ADA);
        given(all);

        List<UsageRecord> calls = within(range, all);
        List<UsageRecord> own = calls.stream()
                .filter(call -> call.attribution().userId().equals(ADA.userId()))
                .toList();
        assertSums(ADMIN, UsageScope.ORGANIZATION, range, zone, calls);
        assertSums(ADA, UsageScope.OWN, range, zone, own);
        assertSums(ADA, UsageScope.ORGANIZATION, range, zone, own);
    }

    private void assertSums(Viewer viewer, UsageScope scope, TimeRange range, ZoneId zone, List<UsageRecord> calls) {
        assertThat(calls).isNotEmpty();
        assertThat(reading(() -> rollups().totals(viewer, scope, range))).isEqualTo(UsageSums.totals(calls));
        assertThat(reading(() -> rollups().breakdown(viewer, scope, range, zone)))
                .isEqualTo(new UsageBreakdown(
                        UsageSums.totals(calls),
                        calls.stream().filter(UsageRecord::isFree).count(),
                        UsageSums.by(calls, call -> call.attribution().endpoint()),
                        UsageSums.byModel(calls),
                        UsageSums.by(calls, call -> LocalDate.ofInstant(call.createdAt(), zone))));
        assertThat(reading(() -> rollups().byModel(viewer, scope, range))).isEqualTo(UsageSums.byModel(calls));
        assertThat(reading(() -> rollups().byUser(viewer, scope, range)))
                .isEqualTo(UsageSums.by(calls, call -> call.attribution().userId()));
    }

    /** A list of models, a count of tokens that failed, and a call of a model that was refused. */
    @Test
    void whatNoProviderBillsIsNoRequestAndOnlyCountedApart() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        TimeRange range = period.range();
        givenMember(ADMIN);
        UsageRecord refused = aUsageRecord()
                .at(period.from())
                .failing(Outcome.Failure.of(Outcome.Failure.Kind.PROVIDER_ERROR))
                .withSeed(1)
                .build();
        given(List.of(
                refused,
                aUsageRecord()
                        .at(period.from())
                        .withEndpoint("models")
                        .free()
                        .withSeed(2)
                        .build(),
                aUsageRecord()
                        .at(period.from())
                        .failing(Outcome.Failure.of(Outcome.Failure.Kind.PROVIDER_ERROR))
                        .free()
                        .withSeed(3)
                        .build()));

        assertThat(reading(() -> rollups().totals(ADMIN, UsageScope.ORGANIZATION, range)))
                .isEqualTo(new UsageTotals(1, 1, 0, 0, 0, 0, Money.zero(Money.USD)));
        UsageBreakdown used = reading(() -> rollups().breakdown(ADMIN, UsageScope.ORGANIZATION, range, period.zone()));
        assertThat(used.freeCalls()).isEqualTo(2);
        assertThat(used.byEndpoint()).containsOnlyKeys(refused.attribution().endpoint());
    }

    @Test
    void withoutCallsThereIsNothing() {
        TimeRange range = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC")).range();
        TimeRange empty = new TimeRange(range.from(), range.from());
        givenMember(ADMIN);

        assertThat(reading(() -> rollups().totals(ADMIN, UsageScope.ORGANIZATION, range)))
                .isEqualTo(UsageTotals.none(Money.USD));
        UsageBreakdown nothing = new UsageBreakdown(UsageTotals.none(Money.USD), 0, Map.of(), Map.of(), Map.of());
        assertThat(reading(() -> rollups().breakdown(ADMIN, UsageScope.ORGANIZATION, range, ZoneId.of("UTC"))))
                .isEqualTo(nothing);
        assertThat(reading(() -> rollups().byModel(ADMIN, UsageScope.ORGANIZATION, range)))
                .isEmpty();
        assertThat(reading(() -> rollups().breakdown(ADMIN, UsageScope.ORGANIZATION, empty, ZoneId.of("UTC"))))
                .isEqualTo(nothing);
    }

    @Test
    void neitherForeignersNorStrangersSeeAnything() {
        Period period = new Period(FIRST_DAY, LAST_DAY, ZoneId.of("UTC"));
        given(List.of(
                aUsageRecord().at(period.from()).of(ACME, ADA.userId()).build(),
                aUsageRecord().at(period.from()).of(GLOBEX, ADA.userId()).build()));
        givenMember(ViewerFixtures.viewer(ADA.userId(), GLOBEX, Role.OWNER));

        assertThat(reading(() -> rollups().totals(ADA, UsageScope.OWN, period.range())))
                .isEqualTo(UsageTotals.none(Money.USD));
        assertThat(reading(() -> rollups().byUser(ADMIN, UsageScope.ORGANIZATION, period.range())))
                .isEmpty();
    }

    private static List<UsageRecord> within(TimeRange range, List<UsageRecord> records) {
        return records.stream()
                .filter(call -> !call.createdAt().isBefore(range.from())
                        && call.createdAt().isBefore(range.until()))
                .toList();
    }
}
