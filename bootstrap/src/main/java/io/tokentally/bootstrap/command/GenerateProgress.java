package io.tokentally.bootstrap.command;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.usage.UsageRecord;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Tells a person how far the generation of usage is. */
final class GenerateProgress {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final PrintStream err;
    private final long calls;
    private final long skipped;
    private final LongSupplier nanoClock;
    private final long startedAt;
    private final TreeMap<Currency, Money> costs = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));

    private long posted;
    private long toldAt;

    GenerateProgress(PrintStream err, long calls, long skipped, LongSupplier nanoClock) {
        this.err = err;
        this.calls = calls;
        this.skipped = skipped;
        this.nanoClock = nanoClock;
        this.startedAt = nanoClock.getAsLong();
        this.toldAt = startedAt;
    }

    /** Takes note of a batch that is in the ledger. */
    void add(List<UsageRecord> batch) {
        posted += batch.size();
        for (UsageRecord call : batch) {
            costs.merge(call.cost().currency(), call.cost().total(), Money::plus);
        }
        long now = nanoClock.getAsLong();
        if (now - toldAt >= BETWEEN_LINES.toNanos()) {
            toldAt = now;
            err.println(line());
        }
    }

    private String line() {
        long left = calls - done();
        double perSecond = perSecond();
        return String.format(
                Locale.ROOT,
                "%,d of %,d calls, %,.0f calls/s, %s to go",
                done(),
                calls,
                perSecond,
                inWords(Duration.ofSeconds(Math.round(left / perSecond))));
    }

    private static String inWords(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** How many of the first calls of the plan are in the ledger. */
    long done() {
        return skipped + posted;
    }

    long posted() {
        return posted;
    }

    double perSecond() {
        return posted * 1e9 / Math.max(1, nanoClock.getAsLong() - startedAt);
    }

    /** What the calls posted cost together, in each currency. */
    Collection<Money> costs() {
        return costs.values();
    }
}
