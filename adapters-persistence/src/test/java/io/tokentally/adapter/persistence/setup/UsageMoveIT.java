package io.tokentally.adapter.persistence.setup;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.usage.LedgerContents;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger with one wide table and one grain of roll-ups is moved into the tables of today. */
class UsageMoveIT {

    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    /** Where calls are posted and read by the columns that people query by name, which are those of the earlier table. */
    @RegisterExtension
    static final TestDatabase TODAY = new TestDatabase();

    @RegisterExtension
    static final TestDatabase EARLIER = new TestDatabase();

    private final List<UsageRecord> acme = new ArrayList<>();
    private final List<UsageRecord> globex = new ArrayList<>();
    private JdbcClient earlier;

    @BeforeEach
    void fillALedgerOfTheEarlierSchema() throws Exception {
        acme.clear();
        globex.clear();
        acme.addAll(new RandomCalls(41, ACME, NOON, Duration.ofDays(45))
                .ofEarlierVersions()
                .take(400));
        globex.addAll(new RandomCalls(42, GLOBEX, NOON, Duration.ofDays(3))
                .ofEarlierVersions()
                .take(150));
        TODAY.bean(UsageLedger.class).post(acme);
        TODAY.bean(UsageLedger.class).post(globex);

        earlier = EarlierSchema.before("0039-usage-calls.sql", EARLIER).jdbc();
        copyRows();
        EARLIER.prepare();
    }

    /** Through the trigger that kept the roll-ups then. */
    private void copyRows() {
        String rows = TODAY.asOwner()
                .sql("SELECT json_agg(to_jsonb(call)) FROM api_usage_logs call")
                .query(String.class)
                .single();
        earlier.sql("""
                        SELECT ensure_usage_partition(month::date)
                        FROM generate_series(timestamp '2026-10-01', timestamp '2026-12-01', interval '1 month') AS month
                        """).query().listOfRows();
        earlier.sql("""
                        INSERT INTO api_usage_logs
                        SELECT (json_populate_record(NULL::api_usage_logs, row)).* FROM json_array_elements(CAST(? AS json)) AS row
                        """).param(rows).update();
    }

    @Test
    void everyCallIsThereToTheLastDetailAndEverySumIsAsItWas() {
        List<@Nullable String> before = earlierSums();

        new UsageMove(EARLIER.owner()).run();

        assertThat(LedgerContents.recordsOf(EARLIER, ACME)).containsExactlyInAnyOrderElementsOf(acme);
        assertThat(LedgerContents.recordsOf(EARLIER, GLOBEX)).containsExactlyInAnyOrderElementsOf(globex);
        assertThat(sums()).isEqualTo(before);
        assertThat(LedgerContents.drift(EARLIER)).isEmpty();
        assertThat(new UsageMove(EARLIER.owner()).isDone()).isTrue();
    }

    @Test
    void aMoveThatWasBrokenOffGoesOnAndCallsThatComeMeanwhileCountOnce() {
        List<@Nullable String> before = earlierSums();
        for (int hour = 0; hour < 5; hour++) {
            earlier.sql("SELECT move_one_hour()").query().singleRow();
        }

        // A journal may hold what was posted before.
        EARLIER.bean(UsageLedger.class).post(acme);
        new UsageMove(EARLIER.owner()).run();
        new UsageMove(EARLIER.owner()).run();

        assertThat(LedgerContents.recordsOf(EARLIER, ACME)).containsExactlyInAnyOrderElementsOf(acme);
        assertThat(sums()).isEqualTo(before);
        assertThat(LedgerContents.drift(EARLIER)).isEmpty();
    }

    /** Of a month whose calls were taken away nothing but its sums is known. */
    @Test
    void sumsOfAMonthThatWasArchivedStay() {
        List<@Nullable String> before = earlierSums();
        earlier.sql("DELETE FROM calls_to_move WHERE organization_id = 'acme'").update();

        new UsageMove(EARLIER.owner()).run();

        assertThat(sums()).isEqualTo(before);
        assertThat(LedgerContents.recordsOf(EARLIER, ACME)).isEmpty();
    }

    @Test
    void instancesThatMoveAtOnceCountNothingTwice() throws Exception {
        List<@Nullable String> before = earlierSums();
        earlier.sql("DELETE FROM calls_to_move WHERE organization_id = 'acme' AND id::text > '01a2'")
                .update();
        Callable<@Nullable Void> instance = () -> {
            new UsageMove(EARLIER.owner()).run();
            return null;
        };

        try (ExecutorService instances = Executors.newFixedThreadPool(3)) {
            for (Future<?> move : instances.invokeAll(Collections.nCopies(3, instance))) {
                move.get();
            }
        }
        new UsageMove(EARLIER.owner()).run();

        assertThat(new UsageMove(EARLIER.owner()).isDone()).isTrue();
        assertThat(sums()).isEqualTo(before);
        assertThat(LedgerContents.recordsOf(EARLIER, GLOBEX)).containsExactlyInAnyOrderElementsOf(globex);
    }

    @Test
    void whatIsPostedAfterwardsAddsToIt() {
        new UsageMove(EARLIER.owner()).run();
        UsageRecord late = aUsageRecord().at(NOON.plusSeconds(5)).withSeed(99).build();

        EARLIER.bean(UsageLedger.class).post(List.of(late));

        assertThat(LedgerContents.recordsOf(EARLIER, ACME)).hasSize(401).contains(late);
        assertThat(LedgerContents.drift(EARLIER)).isEmpty();
    }

    /** Its sums would not be whole. */
    @Test
    void nothingIsSealedBeforeItIsMoved() {
        earlier.sql("INSERT INTO organizations VALUES ('acme', 'Acme')").update();
        assertThat(seal()).isEqualTo("MOVE_OF_USAGE");

        new UsageMove(EARLIER.owner()).run();

        assertThat(seal()).isNull();
        assertThat(LedgerContents.drift(EARLIER)).isEmpty();
        assertThat(earlier.sql("SELECT sum(calls) FROM sealed_usage")
                        .query(Long.class)
                        .single())
                .isEqualTo(acme.stream()
                        .filter(call -> call.createdAt().isBefore(Instant.parse("2026-11-01T00:00:00Z")))
                        .count());
    }

    private @Nullable String seal() {
        return earlier.sql("SELECT seal_usage('acme', '2026-11-01Z')")
                .query((row, number) -> row.getString(1))
                .list()
                .getFirst();
    }

    private List<@Nullable String> earlierSums() {
        return sumsOf("bucket_start", "rollups_to_move");
    }

    private List<@Nullable String> sums() {
        return sumsOf("quarter_hour", LedgerContents.SUMS);
    }

    private List<@Nullable String> sumsOf(String time, String table) {
        return earlier.sql("""
                        SELECT concat_ws(' ', organization_id, %s, user_id, endpoint, provider, model, requests, failures,
                            unpriced, estimated, input_tokens, output_tokens, trim_scale(total_cost), free_calls, free_failures)
                        FROM %s
                        WHERE (requests, free_calls, input_tokens, output_tokens, total_cost) <> (0, 0, 0, 0, 0)
                        ORDER BY 1
                        """.formatted(time, table)).query(String.class).list();
    }
}
