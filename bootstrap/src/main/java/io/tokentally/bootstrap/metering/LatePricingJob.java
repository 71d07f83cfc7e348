package io.tokentally.bootstrap.metering;

import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import io.tokentally.application.port.in.repricing.PriceWaitingCallsUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has calls priced, every few seconds: those that were recorded while their price book could not be read, and those that wait for
 * a price where owners let it be done without them.
 */
final class LatePricingJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(LatePricingJob.class);

    private final PriceLateCallsUseCase lateCalls;
    private final PriceWaitingCallsUseCase waitingCalls;

    LatePricingJob(PriceLateCallsUseCase lateCalls, PriceWaitingCallsUseCase waitingCalls, Duration every) {
        super("late-pricing", every, every);
        this.lateCalls = lateCalls;
        this.waitingCalls = waitingCalls;
    }

    @Override
    protected void work() {
        int priced = lateCalls.priceLateCalls();
        if (priced > 0) {
            LOG.info("{} calls have been priced whose price book could not be read when they were recorded", priced);
        }
        int found = waitingCalls.priceWaitingCalls();
        if (found > 0) {
            LOG.info("{} calls have been priced that waited for a price", found);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn(
                "Calls that lack a price book, or waited for a price, cannot be priced at the moment; it is tried again",
                failure);
    }
}
