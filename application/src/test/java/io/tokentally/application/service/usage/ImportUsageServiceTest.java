package io.tokentally.application.service.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.application.port.in.usage.ImportUsageUseCase.ImportWatcher;
import io.tokentally.application.port.in.usage.ImportUsageUseCase.PastUsage;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.UsageReading;
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
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportUsageServiceTest {

    private static final Instant NOW = NOON.plus(Duration.ofDays(10));
    private static final int MANY = 2 * PostedRows.ROWS_PER_BATCH + 500;

    private final Ledger ledger = new Ledger();
    private final Told told = new Told();
    private final List<UsageRecord> calls = new RandomCalls(1, ACME, NOON, Duration.ofDays(3)).take(MANY);

    @Test
    void eachCallIsTakenOnceHoweverOftenItsFileComes() {
        assertThat(take(file(calls))).isEqualTo(counts(MANY, 0, 0, 0));
        assertThat(ledger.calls.values()).containsExactlyInAnyOrderElementsOf(calls);

        assertThat(take(file(calls))).isEqualTo(counts(0, MANY, 0, 0));
        assertThat(ledger.calls).hasSize(MANY);
    }

    @Test
    void anImportThatWasBrokenOffGoesOn() {
        ledger.failsAfter = PostedRows.ROWS_PER_BATCH;

        assertThatIllegalStateException().isThrownBy(() -> take(file(calls)));
        assertThat(ledger.calls).hasSize(PostedRows.ROWS_PER_BATCH);
        assertThat(ledger.audited).containsExactly(counts(PostedRows.ROWS_PER_BATCH, 0, 0, 0));

        ledger.failsAfter = Integer.MAX_VALUE;
        assertThat(take(file(calls)))
                .isEqualTo(counts(MANY - PostedRows.ROWS_PER_BATCH, PostedRows.ROWS_PER_BATCH, 0, 0));
        assertThat(ledger.calls).hasSize(MANY);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        ImportCounts counts = take(file(calls), true);

        assertThat(counts).isEqualTo(counts(MANY, 0, 0, 0));
        assertThat(ledger.calls).isEmpty();
        assertThat(ledger.audited).isEmpty();
    }

    @Test
    void ofTwoWithTheSameIdTheFirstStaysAndTheSecondIsToldByItsLine() {
        UsageRecord first = calls.getFirst();
        UsageRecord slower = slower(first);

        assertThat(take(file(List.of(first, slower, first)))).isEqualTo(counts(1, 1, 1, 0));
        assertThat(told.differing).containsExactly("2 " + first.id());
        assertThat(ledger.calls.values()).containsExactly(first);

        assertThat(take(file(List.of(slower)))).isEqualTo(counts(0, 0, 1, 0));
        assertThat(take(file(List.of(first.withCost(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE))))))
                .isEqualTo(counts(0, 0, 1, 0));
        assertThat(ledger.calls.values()).containsExactly(first);
    }

    @Test
    void rowsThatTheLedgerDoesNotTakeAreFoundAndTheOthersAreKept() {
        ledger.rejected = Set.of(calls.get(7).id(), calls.get(1_234).id());

        assertThat(take(file(calls))).isEqualTo(counts(MANY - 2, 0, 0, 2));
        assertThat(told.refused)
                .containsExactly("8 the ledger does not take it: no", "1235 the ledger does not take it: no");
        assertThat(ledger.calls).hasSize(MANY - 2);
    }

    @Test
    void whatAFileRefusesIsCounted() {
        assertThat(take(rows -> rows.refused(3, "it is no JSON"))).isEqualTo(counts(0, 0, 0, 1));
        assertThat(told.refused).containsExactly("3 it is no JSON");
        assertThat(ledger.audited).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2014-12-31T23:59:59.999Z"})
    void whatIsFarInThePastIsRefused(Instant at) {
        assertThat(take(file(List.of(at(at))))).isEqualTo(counts(0, 0, 0, 1));
        assertThat(told.refused).singleElement().asString().contains("is before 2015-01-01T00:00:00Z");
    }

    @Test
    void whatIsInTheFutureIsRefused() {
        assertThat(take(file(List.of(at(NOW.plus(Duration.ofMinutes(11))), at(NOW.plus(Duration.ofMinutes(9)))))))
                .isEqualTo(counts(1, 0, 0, 1));
        assertThat(told.refused).singleElement().asString().contains("is in the future");
    }

    @Test
    void aCallWithoutACostIsPricedOrHasAReason() {
        UsageRecord call = calls.stream()
                .filter(one -> one.reading() instanceof UsageReading.Reported)
                .findFirst()
                .orElseThrow();

        take(rows -> rows.call(new PastCall(1, call.id(), call.call(), null, null)));

        assertThat(ledger.calls.values())
                .extracting(UsageRecord::cost)
                .containsExactly(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK));
        assertThat(take(rows -> rows.call(new PastCall(1, call.id(), call.call(), null, null))))
                .as("whatever it costs by now")
                .isEqualTo(counts(0, 1, 0, 0));
    }

    @Test
    void theAuditLogTellsWhatWasTakenOfWhichFile() {
        take(file(calls));

        assertThat(ledger.audited).containsExactly(counts(MANY, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(LedgerComparison.Conflict.class)
    void aSumThatCannotStandBesideWhatIsThereIsRefused(LedgerComparison.Conflict conflict) {
        ledger.conflicts = EnumSet.of(conflict);

        assertThat(take(sum(NOON, Width.HOUR, "model"))).isEqualTo(counts(0, 0, 0, 1));
        assertThat(told.refused).hasSize(1);
        assertThat(take(sum(NOON, Width.HOUR, "model"), NOW, true).added())
                .as("beside metered calls")
                .isEqualTo(conflict == LedgerComparison.Conflict.METERED ? 1 : 0);
    }

    @Test
    void aTimeThatWasNotOverWhenTheFileWasWrittenIsRefused() {
        Consumer<Rows> hour = sum(NOON, Width.HOUR, "model");

        assertThat(take(hour, NOON.plus(Duration.ofMinutes(59)), false)).isEqualTo(counts(0, 0, 0, 1));
        assertThat(told.refused).singleElement().asString().contains("was not over when the file was written");
        assertThat(take(hour, NOON.plus(Duration.ofHours(1)), false).added()).isOne();
    }

    @Test
    void sumsOfOneFileAreComparedWithEachOther() {
        Consumer<Rows> hour = sum(NOON, Width.HOUR, "model");
        Consumer<Rows> day = sum(NOON.truncatedTo(ChronoUnit.DAYS), Width.DAY, "model");
        ledger.conflictsOnceAnythingIsThere = EnumSet.of(LedgerComparison.Conflict.OTHER_WIDTH);

        assertThat(take(hour.andThen(day))).isEqualTo(counts(1, 0, 0, 1));
    }

    private ImportCounts take(Consumer<Rows> file) {
        return take(file, false);
    }

    private ImportCounts take(Consumer<Rows> file, boolean dryRun) {
        return withoutUnpriced(service(file)
                .importFile(
                        new PastUsage(ACME, "calls.jsonl", InputStream.nullInputStream(), NOW, false, dryRun), told));
    }

    private ImportCounts take(Consumer<Rows> file, Instant asOf, boolean besideMetered) {
        return withoutUnpriced(service(file)
                .importFile(
                        new PastUsage(ACME, "page.json", InputStream.nullInputStream(), asOf, besideMetered, false),
                        told));
    }

    private ImportUsageService service(Consumer<Rows> file) {
        return new ImportUsageService(
                (content, organization, rows) -> file.accept(rows),
                ledger,
                ledger::post,
                organization -> Optional.empty(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ImportCounts withoutUnpriced(ImportCounts counts) {
        return new ImportCounts(counts.added(), counts.known(), counts.differing(), counts.refused(), 0);
    }

    private static ImportCounts counts(long added, long known, long differing, long refused) {
        return new ImportCounts(added, known, differing, refused, 0);
    }

    private static Consumer<Rows> file(List<UsageRecord> calls) {
        return rows -> IntStream.range(0, calls.size()).forEach(i -> {
            UsageRecord call = calls.get(i);
            rows.call(new PastCall(i + 1, call.id(), call.call(), call.cost(), null));
        });
    }

    private Consumer<Rows> sum(Instant from, Width width, String grouping) {
        MeteredCall call = calls.getFirst().call().recordedAt(from);
        return rows -> rows.call(new PastCall(
                1,
                UsageRecordId.of(from, width.word(), grouping),
                call,
                null,
                new SummedUsage(from, width, grouping, 5)));
    }

    private UsageRecord at(Instant instant) {
        UsageRecord call = calls.getFirst();
        return new UsageRecord(UsageRecordId.of(instant, "a call"), call.call(), call.cost());
    }

    private static UsageRecord slower(UsageRecord call) {
        return new UsageRecord(
                call.id(),
                call.call().withReading(new UsageReading.Missing()),
                Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE));
    }

    /** A ledger in memory. */
    private static final class Ledger implements LedgerComparison {

        private final Map<UsageRecordId, UsageRecord> calls = new LinkedHashMap<>();
        private final List<ImportCounts> audited = new ArrayList<>();
        private Set<UsageRecordId> rejected = Set.of();
        private Set<Conflict> conflicts = Set.of();
        private Set<Conflict> conflictsOnceAnythingIsThere = Set.of();
        private int failsAfter = Integer.MAX_VALUE;

        void post(Collection<UsageRecord> records) {
            if (calls.size() >= failsAfter) {
                throw new IllegalStateException("the ledger does not answer");
            }
            if (records.stream().anyMatch(one -> rejected.contains(one.id()))) {
                throw new RecordsRejectedException("no", new IllegalArgumentException());
            }
            records.forEach(one -> calls.putIfAbsent(one.id(), one));
        }

        @Override
        public List<Optional<Likeness>> compare(OrganizationId organizationId, List<UsageRecord> given) {
            return given.stream()
                    .map(one -> Optional.ofNullable(calls.get(one.id())).map(known -> Likeness.of(one, known)))
                    .toList();
        }

        @Override
        public Set<Conflict> conflicts(MeteredCall call, SummedUsage sum) {
            return calls.isEmpty() || conflictsOnceAnythingIsThere.isEmpty() ? conflicts : conflictsOnceAnythingIsThere;
        }

        @Override
        public void audit(OrganizationId organizationId, String fileName, ImportCounts counts) {
            audited.add(withoutUnpriced(counts));
        }
    }

    /** What was told. */
    private static final class Told implements ImportWatcher {

        private final List<String> refused = new ArrayList<>();
        private final List<String> differing = new ArrayList<>();

        @Override
        public void refused(long line, String reason) {
            refused.add(line + " " + reason);
        }

        @Override
        public void differs(long line, UsageRecordId id) {
            differing.add(line + " " + id);
        }

        @Override
        public void noted(String text) {}

        @Override
        public void counted(ImportCounts soFar) {}
    }
}
