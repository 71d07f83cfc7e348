package io.tokentally.adapter.persistence.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.adapter.persistence.notification.NotificationSender;
import io.tokentally.adapter.persistence.report.DeclaredTags;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.codec.LedgerColumns;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.report.TagDimension;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the ledger's tables hold after a post, as somebody sees it who speaks SQL. */
class LedgerPostingIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);

    /** What names the caller makes up is no way to fill the database. */
    @Test
    void namesThatAreTooManyAreOneAndNoCallIsLost() {
        List<UsageRecord> calls = IntStream.range(0, 3_000)
                .mapToObj(number -> aUsageRecord()
                        .withEndpoint("made up " + number % 1_500)
                        .withSeed(number)
                        .build())
                .toList();
        for (int first = 0; first < calls.size(); first += 500) {
            ledger.post(calls.subList(first, first + 500));
        }

        assertThat(number("count(*) FROM usage_series WHERE endpoint LIKE 'made up %'"))
                .isEqualTo(1_000);
        assertThat(number("count(*) FROM api_usage_logs")).isEqualTo(3_000);
        assertThat(number("count(*) FROM api_usage_logs WHERE endpoint = 'Other'"))
                .isEqualTo(1_000);
        assertThat(
                        number(
                                "sum(calls) FROM usage_series_days JOIN usage_series ON number = series WHERE endpoint = 'Other'"))
                .isEqualTo(1_000);
        ledger.post(calls.subList(2_500, 3_000));
        assertThat(number("count(*) FROM api_usage_logs")).isEqualTo(3_000);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @Test
    void modelsThatWereAskedForInVainAreOneWhereTheyAreTooMany() {
        ledger.post(IntStream.range(0, 1_200)
                .mapToObj(number -> aUsageRecord()
                        .withModel("no-such-model-" + number)
                        .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 404, null, "model_not_found"))
                        .withSeed(number)
                        .build())
                .toList());
        ledger.post(IntStream.range(0, 1_200)
                .mapToObj(number -> aUsageRecord()
                        .withModel("ft:own:" + number)
                        .withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE))
                        .withSeed(10_000 + number)
                        .build())
                .toList());

        assertThat(number("count(DISTINCT model) FROM api_usage_logs WHERE NOT success"))
                .isEqualTo(1_001);
        assertThat(number("count(*) FROM api_usage_logs WHERE model = 'Other'")).isEqualTo(200);
        assertThat(number("count(DISTINCT model) FROM api_usage_logs WHERE success"))
                .isEqualTo(1_200);
    }

    /** A key may tag each of its calls differently. */
    @Test
    void valuesOfATagThatAreTooManyAreOneAndCallsKeepTheirs() {
        Viewer owner = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
        DATABASE.addMember(owner);
        DeclaredTags.declare(DATABASE, owner, List.of("made up"));
        String longest = "x".repeat(Tags.MAX_VALUE_LENGTH - 6);
        for (int batch = 0; batch < 20; batch++) {
            int first = batch * 5_000;
            ledger.post(IntStream.range(first, first + 5_000)
                    .mapToObj(number -> aUsageRecord()
                            .tagged(new Tags(Map.of("made up", longest + number % 100_000, "kept", "on the row")))
                            .withSeed(number)
                            .build())
                    .toList());
        }

        assertThat(number("count(DISTINCT tags ->> 'made up') FROM usage_series WHERE tags ->> 'made up' <> 'Other'"))
                .isEqualTo(1_000);
        assertThat(number("sum(calls) FROM usage_series_days JOIN usage_series ON number = series"
                        + " WHERE tags = '{\"made up\": \"Other\"}'"))
                .isEqualTo(99_000);
        assertThat(number("count(DISTINCT tags ->> 'made up') FROM usage_calls WHERE tags ->> 'kept' = 'on the row'"))
                .isEqualTo(100_000);
        assertThat(DeclaredTags.of(DATABASE, owner))
                .singleElement()
                .matches(TagDimension::isFull)
                .extracting(TagDimension::values)
                .isEqualTo(1_000L);
    }

    private static long number(String expression) {
        return DATABASE.asOwner().sql("SELECT " + expression).query(Long.class).single();
    }

    @Test
    void theQueryThatUsersKnowWorksAsWritten() {
        ledger.post(new RandomCalls(1, ACME, NOON, Duration.ofDays(60)).take(30));

        List<List<String>> columns = DATABASE.asOwner()
                .sql("SELECT * FROM api_usage_logs ORDER BY created_at DESC LIMIT 10;")
                .query((row, number) -> {
                    ResultSetMetaData metaData = row.getMetaData();
                    return List.of(metaData.getColumnName(1), metaData.getColumnName(9), metaData.getColumnName(11));
                })
                .list();

        assertThat(columns).hasSize(10).containsOnly(List.of("created_at", "total_cost", "success"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.000000123456789", "0.1", "12345678901234567890.000000000000000000000000000001", "0"})
    void aCostIsKeptToTheLastDigit(String amount) {
        Cost cost = Cost.measured(
                Money.USD, List.of(new CostLine(1, new Rate(UsageUnit.INPUT_TOKENS, Money.usd(amount), 1))), "exact");
        ledger.post(List.of(with(cost)));

        assertThat(query("SELECT total_cost FROM api_usage_logs", BigDecimal.class))
                .isEqualByComparingTo(amount);
        assertThat(query("SELECT total_cost FROM usage_days", BigDecimal.class)).isEqualByComparingTo(amount);
        assertThat(LedgerContents.recordsOf(DATABASE, ACME))
                .singleElement()
                .satisfies(call -> assertThat(call.cost()).isEqualTo(cost));
    }

    @Test
    void aCallWithoutAPriceHasNoCostRatherThanZero() {
        ledger.post(List.of(aUsageRecord().unpriced().build()));

        assertThat(query("SELECT count(*) FROM api_usage_logs WHERE total_cost IS NULL", Long.class))
                .isEqualTo(1);
    }

    @Test
    void oneRecordThatIsRefusedKeepsTheWholeBatchOutAndIsNotRepeatedInTheReason() {
        UsageRecord inEuro = with(Cost.free(Currency.getInstance("EUR")));

        assertThatExceptionOfType(RecordsRejectedException.class)
                .isThrownBy(() -> ledger.post(List.of(aUsageRecord().withSeed(2).build(), inEuro)))
                .withMessage("SQLSTATE 23514, constraint currency_is_usd");
        assertThat(query("SELECT count(*) FROM api_usage_logs", Long.class)).isZero();
        assertThat(query("SELECT count(*) FROM usage_days", Long.class)).isZero();
    }

    /** By its id it is the same call, and nobody knows which of the two is right: the first stays, and somebody has to look. */
    @Test
    void aCallThatComesAgainWithOtherContentsIsNotTakenAndToldOf() {
        UsageRecord first = aUsageRecord().withTokens(100, 10).build();
        UsageRecord other = aUsageRecord().withTokens(100, 11).build();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcUsageLedger.class);
        log.start();
        logger.addAppender(log);
        try {
            ledger.post(List.of(first));
            ledger.post(List.of(first));
            assertThat(log.list).isEmpty();

            ledger.post(List.of(other, aUsageRecord().withSeed(9).build()));
        } finally {
            logger.detachAppender(log);
        }

        assertThat(other.id()).isEqualTo(first.id());
        assertThat(LedgerContents.recordsOf(DATABASE, ACME))
                .hasSize(2)
                .contains(first)
                .doesNotContain(other);
        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains(first.id().toString(), "acme", "keeps the first"));
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31T23:59:59.999Z", "2200-01-01T00:00:00Z", "9999-01-01T00:00:00Z"})
    void datesBeyondReasonAreRefused(String instant) {
        assertThatExceptionOfType(RecordsRejectedException.class)
                .isThrownBy(() -> ledger.post(
                        List.of(aUsageRecord().at(Instant.parse(instant)).build())))
                .withMessage("SQLSTATE 22008");
    }

    @Test
    void attemptsArePostedOnceAndChangeNoMore() {
        UsageRecord attempt = aUsageRecord()
                .tracedBy(new CallTrace(Map.of(), null, new CallAttempt(2, new CallId(new UUID(0, 9)))))
                .build();

        ledger.post(List.of(attempt, attempt));
        ledger.post(List.of(attempt));

        assertThat(number("count(*) FROM api_usage_logs WHERE attempt = 2"
                        + " AND attempt_of = '00000000-0000-0000-0000-000000000009'"))
                .isEqualTo(1);
        assertThat(number("sum(calls) FROM usage_days")).isEqualTo(1);
        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).containsExactly(attempt);
    }

    /** As an application does that an earlier version of this runs beside. */
    @Test
    void whoeverDoesNotKnowOfAttemptsPostsAsBefore() {
        UsageRecord call = aUsageRecord().build();

        DATABASE.asMetering()
                .sql("""
                        SELECT post_calls('acme', CAST(? AS jsonb), CAST(? AS jsonb), CAST(? AS jsonb), ARRAY[CAST(? AS uuid)],
                            ARRAY[CAST(? AS bigint)], '{1}', '{1}', '{1}', '{10000}', '{2500}', ARRAY['10000,2500'], '{0.002}',
                            '{850}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')""")
                .params(
                        "[%s]".formatted(LedgerColumns.caller(call.attribution())),
                        "[%s]".formatted(LedgerColumns.series(call, call.billedModel())),
                        "[%s]"
                                .formatted(LedgerColumns.rates(
                                        call.cost().currency(),
                                        call.quantities().amounts().keySet(),
                                        call.cost().lines())),
                        call.id().toString(),
                        call.createdAt().toEpochMilli())
                .query((row, number) -> row.getObject(1))
                .list();

        assertThat(LedgerContents.recordsOf(DATABASE, ACME)).containsExactly(call);
        assertThat(LedgerContents.drift(DATABASE)).isEmpty();
    }

    @Test
    void rowsStayOutWhereTheRollUpsCannotBeBroughtUpToDate() {
        DATABASE.asOwner()
                .sql("ALTER TABLE usage_caller_days ADD CONSTRAINT broken CHECK (requests < 2)")
                .update();
        try {
            assertThatExceptionOfType(RecordsRejectedException.class)
                    .isThrownBy(() -> ledger.post(new RandomCalls(3, ACME, NOON, Duration.ofMinutes(1)).take(100)))
                    .withMessageContaining("broken");
        } finally {
            DATABASE.asOwner()
                    .sql("ALTER TABLE usage_caller_days DROP CONSTRAINT broken")
                    .update();
        }
        assertThat(query("SELECT count(*) FROM api_usage_logs", Long.class)).isZero();
    }

    @Test
    void aMonthThatWasArchivedMeanwhileGetsRoomAgain() {
        Instant may = Instant.parse("2031-05-10T00:00:00Z");
        ledger.post(List.of(aUsageRecord().at(may).withSeed(1).build()));
        DATABASE.asOwner().sql("DROP TABLE usage_calls_2031_05").update();

        ledger.post(List.of(aUsageRecord().at(may).withSeed(2).build()));

        assertThat(query("SELECT count(*) FROM api_usage_logs", Long.class)).isEqualTo(1);
    }

    @Test
    void monthsBeginInUtc() {
        ledger.post(List.of(
                aUsageRecord().at(Instant.parse("2032-02-29T23:59:59.999Z")).build(),
                aUsageRecord().at(Instant.parse("2032-03-01T00:00:00Z")).build()));

        assertThat(query("SELECT count(*) FROM usage_calls_2032_02", Long.class))
                .isEqualTo(1);
        assertThat(query("SELECT count(*) FROM usage_calls_2032_03", Long.class))
                .isEqualTo(1);
    }

    @Test
    void writersThatNeedTheSameNewMonthsAtOnceAllFindRoom() throws Exception {
        List<Callable<Void>> writers = IntStream.range(0, 4)
                .<Callable<Void>>mapToObj(writer -> () -> {
                    UsageLedger fresh =
                            new JdbcUsageLedger(DATABASE.metering(), DATABASE.bean(NotificationSender.class));
                    fresh.post(IntStream.range(0, 12)
                            .mapToObj(month -> aUsageRecord()
                                    .at(Instant.parse("2040-01-15T00:00:00Z").plus(30L * month, ChronoUnit.DAYS))
                                    .withSeed(writer)
                                    .build())
                            .toList());
                    return null;
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }

        assertThat(query("SELECT count(*) FROM api_usage_logs", Long.class)).isEqualTo(48);
    }

    @Test
    void anInstantThatIsNotInTheIdIsRefused() {
        ledger.post(List.of(aUsageRecord().build()));

        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> DATABASE.asOwner().sql("""
                                INSERT INTO usage_calls_2026_10 (
                                    created_at, input_tokens, output_tokens, id, caller, series, rates, created_hour,
                                    response_time_ms, organization_id, quantities)
                                SELECT created_at + interval '1 millisecond', 0, 0, id, caller, series, rates, created_hour,
                                    0, organization_id, ''
                                FROM usage_calls_2026_10""").update())
                .withMessageContaining("created_at_is_in_the_id");
    }

    /** The percentiles as a reader of the distributions finds them, against those of the rows themselves. */
    @Test
    void percentilesFromTheDistributionsAreWrongByTwoPercentAtMost() {
        ledger.post(new RandomCalls(5, ACME, NOON, Duration.ofDays(3)).take(2_000));

        for (String percentile : List.of("0.5", "0.95", "0.99")) {
            double fromRows = query(
                    "SELECT percentile_disc(%s) WITHIN GROUP (ORDER BY response_time_ms) FROM api_usage_logs WHERE NOT free_of_charge"
                            .formatted(percentile),
                    Double.class);
            double fromDistribution = query("""
                    SELECT 2 * power(1.04, bucket) / 2.04
                    FROM (SELECT bucket, sum(sum(count)) OVER (ORDER BY bucket) AS running, sum(sum(count)) OVER () AS total
                          FROM usage_series_days, distribution_buckets(distributions) WHERE measure = 0 GROUP BY bucket) AS distribution
                    WHERE running >= %s * total ORDER BY bucket LIMIT 1""".formatted(percentile), Double.class);

            assertThat(fromDistribution).isBetween(fromRows * 0.98, fromRows * 1.02);
        }
    }

    private static UsageRecord with(Cost cost) {
        return aUsageRecord().withCost(cost).build();
    }

    private static <T> T query(String sql, Class<T> type) {
        return DATABASE.asOwner().sql(sql).query(type).single();
    }
}
