package io.tokentally.adapter.persistence.summary;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was called before the instant that an organization's usage is sealed until stays as it is. */
class SealedUsageIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);
    private final RollupUpkeep upkeep = DATABASE.bean(RollupUpkeep.class);
    private final List<UsageRecord> october = new RandomCalls(3, ACME, NOON, Duration.ofDays(16)).take(200);
    private final List<UsageRecord> november = new RandomCalls(4, ACME, NOVEMBER, Duration.ofDays(2)).take(40);

    @BeforeEach
    void fill() {
        DATABASE.addMember(OWNER);
        ledger.post(october);
        ledger.post(november);
    }

    @Test
    void sumsAreStoredByStatusToTheLastDigit() {
        assertThat(seal()).isNull();

        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(calls) || ' ' || sum(total_cost) FROM sealed_usage WHERE month = '2026-10-01'")
                        .query(String.class)
                        .single())
                .isEqualTo(DATABASE.asOwner()
                        .sql(
                                "SELECT count(*) || ' ' || sum(total_cost) FROM usage_calls WHERE created_at < '2026-11-01Z'")
                        .query(String.class)
                        .single());
        assertThat(DATABASE.asOwner()
                        .sql("SELECT sum(failures) FROM sealed_usage")
                        .query(Long.class)
                        .single())
                .isEqualTo(october.stream()
                        .filter(call ->
                                !call.outcome().isSuccess() && call.createdAt().isBefore(NOVEMBER))
                        .count());
        assertThat(cost("sealed_usage WHERE cost_status = 'ESTIMATED'"))
                .isEqualByComparingTo(
                        cost("api_usage_logs WHERE cost_status = 'ESTIMATED' AND created_at < '2026-11-01Z'"))
                .isPositive();
        assertThat(upkeep.sealedMonths(ACME)).containsExactly(OCTOBER);
        assertInOrder();
    }

    @Test
    void sealingTwiceChangesNothing() {
        seal();
        String stored = stored();

        assertThat(seal()).isNull();

        assertThat(stored()).isEqualTo(stored);
        assertThat(upkeep.sealedMonths(GLOBEX)).isEmpty();
    }

    @Test
    void noCallOfSealedTimeIsPostedWhetherItIsThereOrNot() {
        seal();
        UsageRecord late =
                aUsageRecord().withSeed(77).at(NOVEMBER.minusMillis(1)).build();
        UsageRecord inTime = aUsageRecord().withSeed(78).at(NOVEMBER).build();

        for (UsageRecord refused : List.of(late, october.getFirst())) {
            assertThatExceptionOfType(RecordsRejectedException.class)
                    .isThrownBy(() -> ledger.post(List.of(inTime, refused)))
                    .withMessageContaining("sealed");
        }
        assertThat(calls()).isEqualTo(240);

        ledger.post(List.of(inTime, aUsageRecord().of(GLOBEX, MEMBER).build()));
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).hasSize(241).contains(inTime);
        assertThat(LedgerContents.recordsOf(DATABASE, GLOBEX)).hasSize(1);
        assertInOrder();
    }

    @Test
    void aJobOfSealedTimeIsNotReplacedByWhatIsKnownLater() {
        UsageRecord known = job(NOVEMBER.plusSeconds(60));
        UsageRecord told = job(NOON);
        ledger.post(List.of(new UsageRecord(
                told.id(),
                told.call().withReading(new UsageReading.Missing()),
                Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE))));
        seal();

        assertThatExceptionOfType(RecordsRejectedException.class).isThrownBy(() -> ledger.post(List.of(known)));

        assertInOrder();
    }

    @Test
    void noRepricingReachesIntoSealedTimeOrIsUndoneThere() {
        RepricingId applied = begin(NOON, Repricing.State.APPLIED);
        seal();

        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> begin(NOVEMBER.minus(Duration.ofMinutes(15)), Repricing.State.APPLYING))
                .withMessageContaining("before 2026-11-01 is sealed");
        assertThatExceptionOfType(RepricingRefusedException.class)
                .isThrownBy(() -> setState(applied, Repricing.State.UNDOING))
                .withMessageContaining("sealed");
        assertThat(begin(NOVEMBER, Repricing.State.APPLYING)).isNotNull();
    }

    /** What guards the others too, whoever calls it. */
    @Test
    void noCostOfSealedTimeIsReplaced() {
        seal();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> execute(
                                "SELECT replace_costs('acme', (SELECT jsonb_agg(call) FROM api_usage_logs call WHERE created_at < '2026-11-01Z'))"))
                .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("TT002"))
                .withMessageContaining("usage_sealed");
    }

    @Test
    void callsOfSealedTimeNoLongerWaitForAPriceBook() {
        UsageRecord waiting = aUsageRecord()
                .withSeed(9)
                .unpriced(UnpricedReason.NO_PRICE_BOOK)
                .build();
        UsageRecord later = aUsageRecord()
                .withSeed(10)
                .at(NOVEMBER)
                .unpriced(UnpricedReason.NO_PRICE_BOOK)
                .build();
        ledger.post(List.of(waiting));
        assertThat(withoutPriceBook()).contains(waiting.id().value());
        seal();
        assertThat(withoutPriceBook()).doesNotContain(waiting.id().value());

        ledger.post(List.of(later));
        assertThat(withoutPriceBook())
                .contains(later.id().value())
                .doesNotContain(waiting.id().value());
    }

    private static List<UUID> withoutPriceBook() {
        return DATABASE.asOwner()
                .sql("""
                        SELECT id FROM organizations_without_price_book() AS organization
                        CROSS JOIN LATERAL calls_without_price_book(organization, 1000)""")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    @Test
    void sealingWaitsForARepricingOfThatTime() {
        RepricingId id = begin(NOON, Repricing.State.APPLYING);
        assertThat(seal()).isEqualTo("REPRICING");
        assertThat(upkeep.sealedMonths(ACME)).isEmpty();

        setState(id, Repricing.State.APPLIED);
        assertThat(seal()).isNull();
    }

    /** What is posted at that moment is in the sums. */
    @Test
    @Timeout(60)
    void sealingWaitsForAPostUnderWay() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection connection = DATABASE.owner().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT share_rollups('acme')");
            statement.execute(
                    "UPDATE usage_quarter_hours SET input_tokens = input_tokens + 1000000 WHERE quarter_hour = (SELECT min(quarter_hour) FROM usage_quarter_hours)");
            Future<@Nullable String> sealing = thread.submit(SealedUsageIT::seal);
            while (!sealing.isDone() && !somebodyWaitsForRollups()) {
                Thread.onSpinWait();
            }
            assertThat(sealing.isDone()).isFalse();
            connection.commit();
            assertThat(sealing.get()).isNull();
        }

        assertThat(upkeep.drift(ACME, OCTOBER)).isEmpty();
    }

    private static boolean somebodyWaitsForRollups() {
        return DATABASE.asOwner()
                .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usage_quarter_hours        | calls = calls + 1                     | quarter_hour < '2026-10-17Z'
            usage_quarter_hours        | total_cost = total_cost + 0.000000001 | quarter_hour < '2026-10-17Z'
            usage_days                 | input_tokens = input_tokens - 1       | day = '2026-10-16'
            usage_series_quarter_hours | output_tokens = output_tokens + 1     | quarter_hour < '2026-10-17Z'
            usage_series_days          | distributions = '{}'                  | day = '2026-10-16' AND distributions <> '{}'
            usage_caller_days          | failures = failures + 1               | day = '2026-10-16'
            """)
    void sealedSumsThatWereChangedAreFoundAndNotMadeAnew(String rollup, String change, String where) {
        seal();
        DATABASE.asOwner()
                .sql("UPDATE %s SET %s WHERE %s".formatted(rollup, change, where))
                .update();

        List<LocalDate> wrong = upkeep.days(ACME).stream()
                .filter(day -> !upkeep.drift(ACME, day).isEmpty())
                .toList();

        assertThat(wrong).isNotEmpty().allMatch(day -> day.isBefore(LocalDate.of(2026, 10, 18)));
        assertThat(upkeep.drift(ACME, OCTOBER).isEmpty()).isNotEqualTo(rollup.equals("usage_quarter_hours"));
        assertThat(wrong)
                .allSatisfy(day -> assertThat(upkeep.rebuild(ACME, day)).isEqualTo(RollupMending.SEALED));
    }

    /** All grains alike, as somebody would who knows them. */
    @Test
    void aCostThatWasTakenOutOfEveryRollUpIsMissedByTheSumsOfTheMonth() {
        seal();
        for (String rollup : List.of(
                "usage_quarter_hours",
                "usage_days",
                "usage_series_quarter_hours",
                "usage_series_days",
                "usage_caller_days")) {
            DATABASE.asOwner()
                    .sql("UPDATE %s SET total_cost = 0".formatted(rollup))
                    .update();
        }

        assertThat(upkeep.drift(ACME, LocalDate.of(2026, 10, 16))).isEmpty();
        assertThat(upkeep.drift(ACME, OCTOBER))
                .extracting(RollupDrift::row)
                .contains("2026-10, MEASURED", "2026-10, ESTIMATED");
    }

    /** The month ends in UTC, and days of the organization go across its end. */
    @Test
    void aDayThatIsSealedInPartIsComparedInBothParts() {
        DATABASE.asOwner()
                .sql(
                        "TRUNCATE usage_calls, usage_quarter_hours, usage_days, usage_series_quarter_hours, usage_series_days, usage_caller_days")
                .update();
        DATABASE.asOwner()
                .sql("UPDATE organizations SET time_zone = 'America/New_York'")
                .update();
        ledger.post(october);
        ledger.post(november);
        seal();
        LocalDate lastOfOctober = LocalDate.of(2026, 10, 31);
        assertInOrder();

        DATABASE.asOwner()
                .sql(
                        "UPDATE usage_quarter_hours SET calls = calls + 1 WHERE quarter_hour >= '2026-11-01Z' AND quarter_hour < '2026-11-01 03:00Z'")
                .update();
        assertThat(upkeep.drift(ACME, lastOfOctober))
                .extracting(RollupDrift::rollup)
                .contains("usage_quarter_hours", "usage_days");
        assertThat(upkeep.rebuild(ACME, lastOfOctober)).isEqualTo(RollupMending.SEALED);
    }

    private void assertInOrder() {
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
        assertThat(upkeep.sealedMonths(ACME))
                .allSatisfy(month -> assertThat(upkeep.drift(ACME, month)).isEmpty());
    }

    private static @Nullable String seal() {
        return DATABASE.asOwner()
                .sql("SELECT seal_usage('acme', '2026-11-01Z')")
                .query((row, number) -> row.getString(1))
                .list()
                .getFirst();
    }

    private static long calls() {
        return DATABASE.asOwner()
                .sql("SELECT count(*) FROM usage_calls")
                .query(Long.class)
                .single();
    }

    private static String stored() {
        return DATABASE.asOwner()
                .sql("SELECT string_agg(stored::text, ' ' ORDER BY stored) FROM sealed_usage stored")
                .query(String.class)
                .single();
    }

    private static BigDecimal cost(String of) {
        return DATABASE.asOwner()
                .sql("SELECT sum(total_cost) FROM " + of)
                .query(BigDecimal.class)
                .single();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static RepricingId begin(Instant from, Repricing.State state) {
        RepricingRequest request = new RepricingRequest(
                new TimeRange(from, NOVEMBER.plus(Duration.ofDays(1))), null, null, false, "Prices came late");
        Repricing repricing = new Repricing(
                new RepricingId(UUID.randomUUID()),
                request,
                OWNER.userId(),
                NOVEMBER,
                Repricing.State.APPLYING,
                0,
                0,
                List.of());
        DATABASE.inTransaction(() -> {
            DATABASE.bean(RepricingLedger.class).begin(OWNER, repricing);
            return repricing.id();
        });
        if (state == Repricing.State.APPLIED) {
            setState(repricing.id(), state);
        }
        return repricing.id();
    }

    private static void setState(RepricingId id, Repricing.State state) {
        DATABASE.inTransaction(() -> {
            Viewer viewer = state == Repricing.State.UNDOING
                    ? OWNER
                    : DATABASE.bean(WorkSessions.class).open(OWNER, "repricing " + id.value(), Duration.ofMinutes(10));
            DATABASE.bean(RepricingLedger.class).setState(viewer, id, state);
            return state;
        });
    }

    private static UsageRecord job(Instant at) {
        UsageRecord told = aUsageRecord().at(at).withOperation("batches").build();
        return new UsageRecord(UsageRecordId.of(at, ACME.value(), "openai", "job_1"), told.call(), told.cost());
    }
}
