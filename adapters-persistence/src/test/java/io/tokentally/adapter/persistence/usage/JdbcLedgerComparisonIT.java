package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.usage.LedgerComparison.Conflict;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.Likeness;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.SummedUsage.Width;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcLedgerComparisonIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final Instant DAY = NOON.truncatedTo(ChronoUnit.DAYS);

    private final JdbcLedgerComparison comparison = new JdbcLedgerComparison(DATABASE.asOwner());

    @Test
    void whatTheLedgerHasIsKnownToTheLastDigit() {
        List<UsageRecord> posted = new ArrayList<>();
        for (UsageRecord call : new RandomCalls(11, ACME, NOON, Duration.ofDays(60)).take(300)) {
            posted.add(new UsageRecord(call.id(), withTags(call), call.cost()));
        }
        post(posted);
        post(new RandomCalls(12, OTHER, NOON, Duration.ofDays(1)).take(10));

        assertThat(comparison.compare(ACME, posted)).hasSize(300).containsOnly(Optional.of(Likeness.SAME));
        assertThat(comparison.compare(OTHER, posted)).containsOnly(Optional.empty());
    }

    @Test
    void whatIsOtherThanItWasPostedIsFound() {
        UsageRecord posted = aUsageRecord().build();
        UsageRecord unpriced = posted.withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
        UsageRecord tagged = new UsageRecord(posted.id(), withTags(posted), posted.cost());
        post(List.of(posted));

        assertThat(comparison.compare(ACME, List.of(tagged, posted, unpriced, sum(hour(1)))))
                .containsExactly(
                        Optional.of(Likeness.OTHER_CALL),
                        Optional.of(Likeness.SAME),
                        Optional.of(Likeness.OTHER_COST),
                        Optional.empty());
    }

    private static MeteredCall withTags(UsageRecord call) {
        Attribution by = call.attribution();
        MeteredCall metered = call.call();
        return new MeteredCall(
                metered.startedAt(),
                new Attribution(
                        by.organizationId(),
                        by.userId(),
                        by.endpoint(),
                        by.source(),
                        new Tags(Map.of("team", "sëarch", "a b", "\"c\"")),
                        new VirtualKeyId(new UUID(1, 2))),
                metered.operation(),
                metered.provider(),
                metered.requestedModel(),
                metered.servedModel(),
                metered.serviceTier(),
                metered.region(),
                metered.reading(),
                metered.timing(),
                metered.outcome(),
                null,
                List.of(),
                metered.isFree(),
                metered.trace());
    }

    @Test
    void aSumStandsBesideSumsOfItsKind() {
        post(List.of(sum(hour(1))));

        assertThat(conflicts(hour(1))).isEmpty();
        assertThat(conflicts(hour(2))).isEmpty();
    }

    @Test
    void sumsOfOneDayAreOfOneWidth() {
        post(List.of(sum(hour(1))));

        assertThat(conflicts(of(DAY, Width.DAY, "model"))).containsExactly(Conflict.OTHER_WIDTH);
        assertThat(conflicts(of(DAY.plus(Duration.ofHours(23)), Width.MINUTE, "model")))
                .containsExactly(Conflict.OTHER_WIDTH);
        assertThat(conflicts(of(DAY.plus(Duration.ofDays(1)), Width.DAY, "model")))
                .isEmpty();
        assertThat(conflicts(of(DAY.minus(Duration.ofDays(1)), Width.DAY, "model")))
                .isEmpty();
    }

    @Test
    void sumsOfOneTimeAreGroupedByTheSameThings() {
        post(List.of(sum(hour(1))));

        assertThat(conflicts(of(hour(1).from(), Width.HOUR, "model,project_id")))
                .containsExactly(Conflict.OTHER_GROUPING);
        assertThat(conflicts(of(hour(2).from(), Width.HOUR, "model,project_id")))
                .isEmpty();
    }

    @Test
    void callsThatWereMeteredAreNotCountedAgain() {
        UsageRecord metered = new RandomCalls(5, ACME, NOON.plus(Duration.ofMinutes(50)), Duration.ofMinutes(9))
                .take(20).stream().filter(call -> !call.isFree()).findFirst().orElseThrow();
        post(List.of(metered));

        assertThat(conflicts(of(NOON, Width.HOUR, "model"))).containsExactly(Conflict.METERED);
        assertThat(conflicts(of(DAY, Width.DAY, "model"))).containsExactly(Conflict.METERED);
        assertThat(conflicts(of(NOON.plus(Duration.ofHours(1)), Width.HOUR, "model")))
                .isEmpty();
        assertThat(conflicts(of(NOON.minus(Duration.ofHours(1)), Width.HOUR, "model")))
                .isEmpty();
    }

    @Test
    void aSumIsOfOneDayOfTheOrganization() {
        DATABASE.bean(AccountRegistry.class).addOrganization(ACME, "Acme");
        DATABASE.asOwner()
                .sql("UPDATE organizations SET time_zone = 'Asia/Kolkata' WHERE id = 'acme'")
                .update();

        // Midnight there is half past six in the evening.
        assertThat(conflicts(of(DAY.plus(Duration.ofHours(18)), Width.HOUR, "model")))
                .containsExactly(Conflict.TWO_DAYS);
        assertThat(conflicts(of(DAY.plus(Duration.ofHours(17)), Width.HOUR, "model")))
                .isEmpty();
        assertThat(conflicts(of(DAY.plus(Duration.ofDays(3)), Width.DAY, "model")))
                .containsExactly(Conflict.TWO_DAYS);
    }

    @Test
    void sumsAreInNoDistributionOfTimes() {
        post(List.of(sum(hour(1)), sum(hour(2))));

        assertThat(DATABASE.asOwner()
                        .sql("SELECT DISTINCT distributions::text FROM usage_series_quarter_hours")
                        .query(String.class)
                        .list())
                .containsExactly("{}");
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @Test
    void theOrganizationsAuditLogTellsOfTheFile() {
        DATABASE.bean(AccountRegistry.class).addOrganization(ACME, "Acme");

        comparison.audit(ACME, "calls.jsonl", new ImportCounts(7, 6, 5, 4, 3));

        assertThat(DATABASE.asOwner().sql("""
            SELECT concat_ws(' ', chain, action, subject_kind, subject, detail) FROM audit_entries
            WHERE action = 'usage.imported'\
            """).query(String.class).list())
                .singleElement()
                .asString()
                .startsWith("acme usage.imported job calls.jsonl ")
                .contains("\"calls\": 7", "\"known\": 6", "\"differing\": 5", "\"refused\": 4");
    }

    private static void post(List<UsageRecord> calls) {
        DATABASE.bean(UsageLedger.class).post(calls);
    }

    private Set<Conflict> conflicts(SummedUsage sum) {
        return comparison.conflicts(sum(sum).call(), sum);
    }

    private static SummedUsage hour(int hour) {
        return of(DAY.plus(Duration.ofHours(hour)), Width.HOUR, "model");
    }

    private static SummedUsage of(Instant from, Width width, String grouping) {
        return new SummedUsage(from, width, grouping, 5);
    }

    private static UsageRecord sum(SummedUsage sum) {
        Quantities quantities =
                Quantities.builder().add(UsageUnit.INPUT_TOKENS, 10).build();
        return new UsageRecord(
                UsageRecordId.of(sum.from(), sum.toString()),
                new MeteredCall(
                        sum.from(),
                        new Attribution(
                                ACME,
                                new UserId("imported"),
                                SummedUsage.ENDPOINT,
                                Attribution.Source.DEFAULT,
                                new Tags(sum.tags()),
                                null),
                        new Operation(SummedUsage.OPERATION_PREFIX + "completions"),
                        Provider.OPENAI,
                        new ModelName("gpt-4.1-nano"),
                        null,
                        ServiceTier.STANDARD,
                        null,
                        new UsageReading.Estimated(quantities),
                        new Timing(Duration.ZERO, null),
                        new Outcome.Success()),
                Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
    }
}
