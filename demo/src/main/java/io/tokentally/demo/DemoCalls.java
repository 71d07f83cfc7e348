package io.tokentally.demo;

import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Posts what the people of the demo did, a day at a time and the oldest first: all before a day that is there are there, too. */
final class DemoCalls {

    static final int DAYS = 90;

    private final UsageLedger ledger;
    private final LedgerComparison comparison;
    private final PricedCalls prices;
    private final DemoHistory history = new DemoHistory();
    private final Clock clock;

    DemoCalls(UsageLedger ledger, LedgerComparison comparison, PricedCalls prices, Clock clock) {
        this.ledger = ledger;
        this.comparison = comparison;
        this.prices = prices;
        this.clock = clock;
    }

    /** @return how many calls were posted */
    int postAll() {
        Instant now = clock.instant();
        return post(oldest(now), now);
    }

    /**
     * Goes on with the newest day of which calls are in the ledger, which may lack its later ones.
     *
     * @return how many calls were posted, those that were there already among them
     */
    int postNew() {
        Instant now = clock.instant();
        LocalDate day = newest(now);
        while (day.isAfter(oldest(now)) && !isInLedger(callsOn(day, now))) {
            day = day.minusDays(1);
        }
        return post(day, now);
    }

    private int post(LocalDate first, Instant now) {
        int posted = 0;
        for (LocalDate day = first; !day.isAfter(newest(now)); day = day.plusDays(1)) {
            List<UsageRecord> usageRecords = callsOn(day, now);
            ledger.post(usageRecords);
            posted += usageRecords.size();
        }
        return posted;
    }

    private boolean isInLedger(List<UsageRecord> usageRecords) {
        return usageRecords.stream()
                .collect(Collectors.groupingBy(
                        usageRecord -> usageRecord.attribution().organizationId()))
                .entrySet()
                .stream()
                .flatMap(organization -> comparison.compare(organization.getKey(), organization.getValue()).stream())
                .anyMatch(Optional::isPresent);
    }

    private List<UsageRecord> callsOn(LocalDate day, Instant now) {
        Random random = new Random(day.toEpochDay());
        return history.callsOn(day, now).stream()
                .map(call -> prices.record(UsageRecordId.at(call.startedAt(), random), call))
                .toList();
    }

    private static LocalDate oldest(Instant now) {
        return newest(now).minusDays(DAYS + 1);
    }

    /** East of Greenwich it may have begun. */
    private static LocalDate newest(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    }
}
