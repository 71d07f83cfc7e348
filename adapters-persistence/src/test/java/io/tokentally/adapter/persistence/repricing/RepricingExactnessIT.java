package io.tokentally.adapter.persistence.repricing;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.report.DeclaredTags;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.tck.usage.UsageSums;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sum of the parts is the total to the last digit, whatever is priced again, undone and posted meanwhile. */
class RepricingExactnessIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);

    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-10-20T00:00:00Z"), Instant.parse("2026-11-05T00:00:00Z"));
    private static final RepricingRequest EVERYTHING =
            new RepricingRequest(RANGE, null, null, false, "Prices came late");

    private static final String WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted";

    private final RepricingLedger ledger = DATABASE.bean(RepricingLedger.class);
    private final UsageLedger posting = DATABASE.bean(UsageLedger.class);
    private final UsageRollups rollups = DATABASE.bean(UsageRollups.class);

    @BeforeEach
    void register() {
        DATABASE.addMember(OWNER);
        DeclaredTags.declare(DATABASE, OWNER, List.of("team", "candidate"));
    }

    @AfterEach
    void whatCallsAreTaggedWithIsStillTold() {
        assertThat(DeclaredTags.mistold(DATABASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyBreakdownAddsUpBeforeAndAfterAndOnceUndone(long seed) {
        List<UsageRecord> calls =
                new RandomCalls(seed, ACME, RANGE.from(), Duration.between(RANGE.from(), RANGE.until())).take(400);
        posting.post(calls);
        Map<UsageRecordId, Cost> original = costsOf(calls);
        assertEverythingAddsUp(calls, original);

        RepricingId first = begin();
        Map<UsageRecordId, Cost> afterFirst = reprice(first, seed + 100, 83);
        assertThat(afterFirst).isNotEqualTo(original);
        assertEverythingAddsUp(calls, afterFirst);

        RepricingId second = begin();
        Map<UsageRecordId, Cost> afterSecond = reprice(second, seed + 200, 400);
        assertEverythingAddsUp(calls, afterSecond);

        undo(second, 150);
        assertEverythingAddsUp(calls, afterFirst);
        undo(first, 1_000);
        assertEverythingAddsUp(calls, original);
    }

    @Test
    @Timeout(120)
    void postingAndRepricingTheSameQuarterHoursAtOnceLosesNothing() throws Exception {
        TimeRange hour = new TimeRange(RANGE.from(), RANGE.from().plus(Duration.ofHours(1)));
        RandomCalls calls = new RandomCalls(7, ACME, hour.from(), Duration.ofHours(1));
        posting.post(calls.take(1_000));
        RepricingId id = begin();

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> poster = threads.submit(() -> {
                for (int i = 0; i < 40; i++) {
                    posting.post(calls.take(50));
                }
            });
            Future<?> repricer = threads.submit(() -> reprice(id, 8, 25));
            poster.get();
            repricer.get();
        }

        assertRollupsAreTheSumsOfTheRows();
        assertThat(count("SELECT count(*) FROM api_usage_logs")).isEqualTo(3_000);
        undo(id, 100);
        assertRollupsAreTheSumsOfTheRows();
    }

    /** Neither ever holds what the other waits for. */
    @Test
    @Timeout(120)
    void whoeverChangesSumsWaitsForTheOtherBeforeTheirFirstRow() throws Exception {
        for (int hour : List.of(2, 1, 0)) {
            posting.post(List.of(call(hour, 0)));
        }
        RepricingId id = begin();

        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection first = DATABASE.owner().getConnection();
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute("SELECT FROM usage_quarter_hours WHERE quarter_hour = '2026-10-20 01:00Z' FOR UPDATE");
            Future<?> repricer = threads.submit(() -> reprice(id, 3, 10));
            while (!repricer.isDone() && count(WAITING) == 0) {
                Thread.onSpinWait();
            }
            assertThat(repricer).isNotDone();

            Future<?> poster = threads.submit(() -> posting.post(List.of(call(3, 1), call(0, 1))));
            while (!poster.isDone() && count(WAITING) < 2) {
                Thread.onSpinWait();
            }
            assertThat(poster).isNotDone();
            assertThat(count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
                    .isEqualTo(1);

            first.rollback();
            repricer.get();
            poster.get();
        }
        assertRollupsAreTheSumsOfTheRows();
    }

    private static UsageRecord call(int hour, int seed) {
        return aUsageRecord()
                .at(RANGE.from().plus(Duration.ofHours(hour)))
                .withSeed(seed)
                .build();
    }

    @Test
    void theAuditTrailKeepsWhatWasAndWhatCameOfItOnceUndoneToo() {
        posting.post(new RandomCalls(5, ACME, RANGE.from(), Duration.ofDays(3)).take(50));
        BigDecimal before = sum("SELECT sum(total_cost) FROM api_usage_logs");
        RepricingId id = begin();
        reprice(id, 6, 50);
        BigDecimal after = sum("SELECT sum(total_cost) FROM api_usage_logs");

        undo(id, 20);

        assertThat(sum("SELECT coalesce(sum(new_total_cost), 0) - coalesce(sum(old_total_cost), 0) FROM"
                        + " repriced_calls"))
                .isEqualByComparingTo(after.subtract(before))
                .isNotZero();
        assertThat(sum("SELECT sum(total_cost) FROM api_usage_logs")).isEqualByComparingTo(before);
        assertThat(count("SELECT count(*) FROM repriced_calls WHERE put_back_at IS NOT NULL"))
                .isEqualTo(33);
    }

    @Test
    void aBatchThatFailsChangesNeitherRowsNorRollUpsNorProgress() {
        List<UsageRecord> calls = new RandomCalls(9, ACME, RANGE.from(), Duration.ofDays(3)).take(50);
        posting.post(calls);
        RepricingId id = begin();
        DATABASE.asOwner()
                .sql("ALTER TABLE usage_days ADD CONSTRAINT broken CHECK (total_cost < 0) NOT VALID")
                .update();
        try {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> reprice(id, 10, 50))
                    .withMessageContaining("broken");
        } finally {
            DATABASE.asOwner()
                    .sql("ALTER TABLE usage_days DROP CONSTRAINT broken")
                    .update();
        }

        assertEverythingAddsUp(calls, costsOf(calls));
        assertThat(count("SELECT count(*) FROM repriced_calls")).isZero();
        assertThat(count("SELECT processed FROM repricings")).isZero();
    }

    private RepricingId begin() {
        Repricing repricing = new Repricing(
                new RepricingId(UUID.randomUUID()),
                EVERYTHING,
                OWNER.userId(),
                RANGE.until(),
                Repricing.State.APPLYING,
                0,
                0,
                List.of());
        return DATABASE.inTransaction(() -> {
            ledger.begin(OWNER, repricing);
            return repricing.id();
        });
    }

    /** As the service does, batch by batch; with costs of every kind, for two calls of three that are not free of charge. */
    private Map<UsageRecordId, Cost> reprice(RepricingId id, long seed, int batch) {
        RandomCalls others = new RandomCalls(seed, ACME, RANGE.from(), Duration.ofDays(1));
        Map<UsageRecordId, Cost> all = new HashMap<>();
        while (DATABASE.inTransaction(() -> repriceNext(id, others, batch, all)) == batch) {}
        return DATABASE.inTransaction(() -> {
            ledger.setState(worker(id), id, Repricing.State.APPLIED);
            return all;
        });
    }

    private int repriceNext(RepricingId id, RandomCalls others, int batch, Map<UsageRecordId, Cost> all) {
        UsageRecordId last = ledger.lock(OWNER, id).orElseThrow().last();
        List<UsageRecord> calls = ledger.next(OWNER, EVERYTHING, last, batch);
        if (calls.isEmpty()) {
            return 0;
        }
        List<UsageRecord> fresh = others.take(calls.size());
        Map<UsageRecordId, Cost> costs = new HashMap<>();
        IntStream.range(0, calls.size())
                .filter(i -> i % 3 > 0 && !calls.get(i).isFree())
                .forEach(i -> costs.put(calls.get(i).id(), fresh.get(i).cost()));
        ledger.apply(worker(id), id, costs, calls.getLast().id(), List.of());
        all.putAll(costsOf(calls));
        all.putAll(costs);
        return calls.size();
    }

    private void undo(RepricingId id, int batch) {
        setState(id, Repricing.State.UNDOING);
        while (DATABASE.inTransaction(() -> ledger.putBack(worker(id), id, batch)) > 0) {}
        setState(id, Repricing.State.UNDONE);
    }

    private void setState(RepricingId id, Repricing.State state) {
        DATABASE.inTransaction(() -> {
            ledger.setState(state == Repricing.State.UNDOING ? OWNER : worker(id), id, state);
            return state;
        });
    }

    private static Viewer worker(RepricingId id) {
        return DATABASE.bean(WorkSessions.class).open(OWNER, "repricing " + id.value(), Duration.ofMinutes(10));
    }

    private static Map<UsageRecordId, Cost> costsOf(List<UsageRecord> calls) {
        Map<UsageRecordId, Cost> costs = new HashMap<>();
        calls.forEach(call -> costs.put(call.id(), call.cost()));
        return costs;
    }

    private void assertEverythingAddsUp(List<UsageRecord> calls, Map<UsageRecordId, Cost> costs) {
        List<UsageRecord> now = calls.stream()
                .map(call -> with(call, costs.getOrDefault(call.id(), call.cost())))
                .toList();
        UsageScope all = UsageScope.ORGANIZATION;
        UsageTotals total = DATABASE.inTransaction(() -> rollups.totals(OWNER, all, RANGE));
        assertThat(total).isEqualTo(UsageSums.totals(now));
        assertThat(DATABASE.inTransaction(() -> rollups.byModel(OWNER, all, RANGE)))
                .isEqualTo(UsageSums.byModel(now));
        assertThat(DATABASE.inTransaction(() -> rollups.byUser(OWNER, all, RANGE)))
                .isEqualTo(UsageSums.by(now, call -> call.attribution().userId()));
        for (String zone : List.of("UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Europe/Berlin")) {
            ZoneId zoneId = ZoneId.of(zone);
            UsageBreakdown used = DATABASE.inTransaction(() -> rollups.breakdown(OWNER, all, RANGE, zoneId));
            assertThat(used.byEndpoint())
                    .isEqualTo(UsageSums.by(now, call -> call.attribution().endpoint()));
            Map<LocalDate, UsageTotals> days = used.byDay();
            assertThat(days).isEqualTo(UsageSums.by(now, call -> LocalDate.ofInstant(call.createdAt(), zoneId)));
            assertThat(days.values().stream().reduce(UsageTotals::plus)).contains(total);
        }
        assertRollupsAreTheSumsOfTheRows();
    }

    private static UsageRecord with(UsageRecord call, Cost cost) {
        return call.withCost(cost);
    }

    private static void assertRollupsAreTheSumsOfTheRows() {
        String rows = """
            SELECT organization_id, date_bin('15 minutes', created_at, timestamptz 'epoch') AS quarter_hour, user_id,
                endpoint, provider, share.model, coalesce(sum(one) FILTER (WHERE NOT free_of_charge), 0) AS requests,
                coalesce(sum(one) FILTER (WHERE NOT success AND NOT free_of_charge), 0) AS failures,
                coalesce(sum(one) FILTER (WHERE call.total_cost IS NULL), 0) AS unpriced,
                coalesce(sum(one) FILTER (WHERE cost_status = 'ESTIMATED'), 0) AS estimated,
                sum(share.input_tokens) AS input_tokens, sum(share.output_tokens) AS output_tokens,
                coalesce(sum(share.total_cost), 0) AS total_cost,
                coalesce(sum(one) FILTER (WHERE free_of_charge), 0) AS free_calls,
                coalesce(sum(one) FILTER (WHERE NOT success AND free_of_charge), 0) AS free_failures
            FROM (SELECT *, ARRAY(
                    SELECT nullif(part ->> 'model', coalesce(served_model, model))
                    FROM jsonb_array_elements(usage_parts) AS part) AS others FROM api_usage_logs) AS call
            CROSS JOIN LATERAL (
                SELECT coalesce(call.served_model, call.model) AS model, 1 AS one,
                    input_tokens - coalesce((SELECT sum((part ->> 'input_tokens')::bigint) FROM
                        jsonb_array_elements(usage_parts) WITH ORDINALITY AS part (part, n) WHERE others[n] IS NOT NULL), 0)
                        AS input_tokens,
                    output_tokens - coalesce((SELECT sum((part ->> 'output_tokens')::bigint) FROM
                        jsonb_array_elements(usage_parts) WITH ORDINALITY AS part (part, n) WHERE others[n] IS NOT NULL), 0)
                        AS output_tokens,
                    total_cost - coalesce((SELECT sum((line ->> 'amount')::numeric) FROM jsonb_array_elements(cost_lines)
                        AS line WHERE others[(line ->> 'part')::int + 1] IS NOT NULL), 0) AS total_cost
                UNION ALL
                SELECT others[n], 0, (part ->> 'input_tokens')::bigint, (part ->> 'output_tokens')::bigint,
                    (SELECT sum((line ->> 'amount')::numeric) FROM jsonb_array_elements(cost_lines) AS line
                     WHERE (line ->> 'part')::int + 1 = n)
                FROM jsonb_array_elements(usage_parts) WITH ORDINALITY AS part (part, n) WHERE others[n] IS NOT NULL
            ) AS share GROUP BY 1, 2, 3, 4, 5, 6
            HAVING (count(*) FILTER (WHERE one = 1), sum(share.input_tokens), sum(share.output_tokens),
                coalesce(sum(share.total_cost), 0)) <> (0, 0, 0, 0)\
            """;
        assertThat(count("""
            SELECT count(*) FROM (
                (%1$s EXCEPT SELECT * FROM %2$s) UNION ALL (SELECT * FROM %2$s EXCEPT %1$s)) AS different
            """.formatted(rows, LedgerContents.SUMS))).isZero();
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    private static long count(String sql) {
        return DATABASE.asOwner().sql(sql).query(Long.class).single();
    }

    private static BigDecimal sum(String sql) {
        return DATABASE.asOwner().sql(sql).query(BigDecimal.class).single();
    }
}
