package io.tokentally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.usage.ImportCounts;
import io.tokentally.domain.usage.Likeness;
import io.tokentally.domain.usage.SummedUsage;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoCallsTest {

    private static final Instant TUESDAY_NOON = Instant.parse("2026-10-13T12:00:00Z");

    private final Set<UsageRecordId> ledger = new HashSet<>();
    private final List<UsageRecordId> posted = new ArrayList<>();

    @Test
    void allDaysArePostedOnce() {
        int all = callsAt(TUESDAY_NOON).postAll();

        assertThat(posted).hasSize(all).doesNotHaveDuplicates();
        assertThat(all).isGreaterThan(DemoCalls.DAYS);
    }

    @Test
    void whatWasMissedIsAddedAndTheDaysBeforeAreLeftAlone() {
        callsAt(TUESDAY_NOON).postAll();
        posted.clear();
        int before = ledger.size();
        Instant friday = TUESDAY_NOON.plus(Duration.ofDays(3));

        callsAt(friday).postNew();

        assertThat(posted).hasSizeLessThan(before / 10);
        Set<UsageRecordId> continued = Set.copyOf(ledger);
        ledger.clear();
        callsAt(TUESDAY_NOON).postAll();
        callsAt(friday).postAll();
        assertThat(continued).isEqualTo(ledger).hasSizeGreaterThan(before);
    }

    @Test
    void whatALedgerWithoutThemLacksIsPosted() {
        int all = callsAt(TUESDAY_NOON).postNew();

        assertThat(posted).hasSize(all);
        assertThat(callsAt(TUESDAY_NOON).postAll()).isEqualTo(all);
    }

    private DemoCalls callsAt(Instant now) {
        return new DemoCalls(
                usageRecords -> usageRecords.forEach(usageRecord -> {
                    posted.add(usageRecord.id());
                    ledger.add(usageRecord.id());
                }),
                new Comparison(),
                new PricedCalls(organization -> Optional.of(new PriceBook(Money.USD, List.of()))),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private final class Comparison implements LedgerComparison {

        @Override
        public List<Optional<Likeness>> compare(OrganizationId organizationId, List<UsageRecord> given) {
            return given.stream()
                    .map(usageRecord ->
                            ledger.contains(usageRecord.id()) ? Optional.of(Likeness.SAME) : Optional.<Likeness>empty())
                    .toList();
        }

        @Override
        public Set<Conflict> conflicts(MeteredCall call, SummedUsage sum) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void audit(OrganizationId organizationId, String fileName, ImportCounts counts) {
            throw new UnsupportedOperationException();
        }
    }
}
