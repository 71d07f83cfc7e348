package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger in memory, which takes each record once, as the real one does, and remembers how it was asked. */
final class Ledger implements UsageLedger {

    private final Set<UsageRecord> poison = ConcurrentHashMap.newKeySet();
    private final Set<UsageRecord> posted = new LinkedHashSet<>();
    private final List<Integer> batches = new ArrayList<>();
    private int failures;

    @Override
    public synchronized void post(Collection<UsageRecord> usageRecords) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("The ledger is away");
        }
        if (usageRecords.stream().anyMatch(poison::contains)) {
            throw new RecordsRejectedException("SQLSTATE 23514", new IllegalArgumentException("secret"));
        }
        batches.add(usageRecords.size());
        posted.addAll(usageRecords);
    }

    synchronized Ledger failing(int times) {
        failures = times;
        return this;
    }

    Ledger refusing(Collection<UsageRecord> usageRecords) {
        poison.addAll(usageRecords);
        return this;
    }

    synchronized List<UsageRecord> posted() {
        return List.copyOf(posted);
    }

    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }
}
