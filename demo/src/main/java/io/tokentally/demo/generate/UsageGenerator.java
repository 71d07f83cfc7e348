package io.tokentally.demo.generate;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.demo.PricedCalls;
import io.tokentally.demo.generate.CallsOfHour.Identified;
import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a plan in the order of their time, in batches, each call as the record that the ledger takes. It needs as much memory
 * as a batch, however many calls there are, and does no input or output. The same plan gives the same calls with the same ids,
 * whatever the size of the batches; they cost what the price books say when they are generated. For one thread.
 */
public final class UsageGenerator implements Iterator<List<UsageRecord>> {

    private final UsagePlan plan;
    private final PricedCalls prices;
    private final int batchSize;
    private final Calendar calendar;
    private final Callers callers;

    private int nextHour;
    private @Nullable CallsOfHour hour;
    private long passed;

    /** All calls of a plan. */
    public UsageGenerator(UsagePlan plan, PriceBookSource priceBooks, int batchSize) {
        this(plan, priceBooks, batchSize, 0);
    }

    /**
     * The calls of a plan without the first.
     *
     * @param batchSize how many calls a batch has; the last one may have fewer
     * @param skipped how many of the first are left out; whole hours of them take no time
     */
    public UsageGenerator(UsagePlan plan, PriceBookSource priceBooks, int batchSize, long skipped) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch must have a call or more, not " + batchSize);
        }
        if (skipped < 0 || skipped > plan.calls()) {
            throw new IllegalArgumentException(
                    "Of %d calls between 0 and all can be left out, not %d".formatted(plan.calls(), skipped));
        }
        this.plan = plan;
        this.prices = new PricedCalls(priceBooks);
        this.batchSize = batchSize;
        this.calendar = new Calendar(plan);
        this.callers = new Callers(plan);
        while (nextHour < calendar.hours() && calendar.callsBefore(nextHour + 1) <= skipped) {
            nextHour++;
        }
        passed = calendar.callsBefore(nextHour);
        while (passed < skipped) {
            nextCall();
        }
    }

    @Override
    public boolean hasNext() {
        return passed < plan.calls();
    }

    @Override
    public List<UsageRecord> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All %d calls were generated".formatted(plan.calls()));
        }
        List<UsageRecord> batch = new ArrayList<>((int) Math.min(batchSize, plan.calls() - passed));
        while (batch.size() < batchSize && hasNext()) {
            Identified next = nextCall();
            batch.add(prices.record(next.id(), next.call()));
        }
        return batch;
    }

    private Identified nextCall() {
        CallsOfHour current = hour;
        while (current == null || !current.hasNext()) {
            current = calendar.callsOf(nextHour++, callers);
        }
        hour = current;
        passed++;
        return current.next();
    }
}
