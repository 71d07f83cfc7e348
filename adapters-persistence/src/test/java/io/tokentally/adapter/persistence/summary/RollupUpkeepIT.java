package io.tokentally.adapter.persistence.summary;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import io.tokentally.domain.usage.RandomCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums that somebody with all rights has changed are found and made anew. */
class RollupUpkeepIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final LocalDate FIRST = LocalDate.ofInstant(NOON, ZoneOffset.UTC);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    private final RollupUpkeep upkeep = DATABASE.bean(RollupUpkeep.class);

    @BeforeEach
    void fill() {
        DATABASE.bean(UsageLedger.class).post(new RandomCalls(3, ACME, NOON, Duration.ofDays(3)).take(150));
    }

    @Test
    void sumsOfTheCallsThemselvesAreInOrder() {
        assertThat(upkeep.organizations()).containsExactly(ACME);
        assertThat(upkeep.days(ACME)).containsExactly(FIRST, SECOND, FIRST.plusDays(2), FIRST.plusDays(3));
        assertThat(upkeep.days(ACME))
                .allSatisfy(day -> assertThat(upkeep.drift(ACME, day)).isEmpty());
    }

    @Test
    void oneIsAloneUntilItIsDoneAlsoWhereThatFails() {
        List<Boolean> others = new ArrayList<>();

        assertThat(upkeep.alone(() -> others.add(upkeep.alone(() -> {})))).isTrue();
        assertThat(others).containsExactly(false);

        assertThatIllegalStateException()
                .isThrownBy(() -> upkeep.alone(() -> {
                    throw new IllegalStateException("broken off");
                }));
        assertThat(upkeep.alone(() -> {})).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usage_quarter_hours        | calls = calls + 1                     | quarter_hour >= '2026-10-16' AND quarter_hour < '2026-10-17'
            usage_days                 | total_cost = total_cost + 0.000000001 | day = '2026-10-16'
            usage_series_quarter_hours | input_tokens = input_tokens - 1       | quarter_hour >= '2026-10-16' AND quarter_hour < '2026-10-17'
            usage_series_days          | distributions = '{}'                  | day = '2026-10-16' AND distributions <> '{}'
            usage_caller_days          | failures = failures + 1               | day = '2026-10-16'
            """)
    void whatWasChangedIsFoundAndMadeAnew(String rollup, String change, String where) {
        DATABASE.asOwner()
                .sql("UPDATE %s SET %s WHERE %s".formatted(rollup, change, where))
                .update();

        assertThat(upkeep.drift(ACME, SECOND))
                .isNotEmpty()
                .allMatch(drift -> drift.rollup().equals(rollup));
        assertThat(upkeep.drift(ACME, FIRST)).isEmpty();

        assertThat(upkeep.rebuild(ACME, SECOND)).isEqualTo(RollupMending.REBUILT);

        assertThat(upkeep.days(ACME))
                .allSatisfy(day -> assertThat(upkeep.drift(ACME, day)).isEmpty());
    }

    /** So many that they are looked at in slices. */
    @Test
    void ofABusyDayTooWhatWasChangedIsFound() {
        LocalDate busy = FIRST.plusDays(10);
        Instant start = busy.atStartOfDay(ZoneOffset.UTC).toInstant();
        DATABASE.bean(UsageLedger.class)
                .post(IntStream.range(0, 5_001)
                        .mapToObj(call -> aUsageRecord()
                                .at(start.plus(Duration.ofSeconds(17L * call)))
                                .build())
                        .toList());
        assertThat(upkeep.drift(ACME, busy)).isEmpty();

        DATABASE.asOwner()
                .sql("UPDATE usage_quarter_hours SET calls = calls + 1 WHERE quarter_hour = ?")
                .param(start.plus(Duration.ofHours(23)).atOffset(ZoneOffset.UTC))
                .update();

        assertThat(upkeep.drift(ACME, busy)).extracting(RollupDrift::rollup).containsExactly("usage_quarter_hours");
    }

    @Test
    void aSumThatIsMissingIsFoundAndMadeAnew() {
        DATABASE.asOwner()
                .sql("DELETE FROM usage_days WHERE day = '2026-10-16'")
                .update();

        assertThat(upkeep.drift(ACME, SECOND))
                .isNotEmpty()
                .extracting(RollupDrift::found)
                .containsOnly("");

        upkeep.rebuild(ACME, SECOND);

        assertThat(upkeep.drift(ACME, SECOND)).isEmpty();
    }

    @Test
    void sumsOfCallsThatWereArchivedStay() {
        List<String> sums = sums();
        DATABASE.asOwner().sql("DROP TABLE usage_calls_2026_10").update();

        assertThat(upkeep.drift(ACME, SECOND))
                .isNotEmpty()
                .extracting(RollupDrift::expected)
                .containsOnly("");
        assertThat(upkeep.rebuild(ACME, SECOND)).isEqualTo(RollupMending.WITHOUT_CALLS);
        assertThat(sums()).isEqualTo(sums);
    }

    private static List<String> sums() {
        return DATABASE.asOwner()
                .sql("SELECT concat_ws(' ', day, series, caller, calls, total_cost) FROM usage_days ORDER BY 1")
                .query((row, number) -> row.getString(1))
                .list();
    }
}
