package io.tokentally.bootstrap.database;

import io.tokentally.adapter.persistence.setup.TaggingOfPastCalls;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether tags were declared that past calls are not told apart by yet, and tells these apart until none are left. */
final class PastCallsJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(PastCallsJob.class);

    private static final Duration EVERY = Duration.ofSeconds(20);

    private final TaggingOfPastCalls tagging;

    PastCallsJob(TaggingOfPastCalls tagging) {
        super("past-calls", Duration.ZERO, EVERY);
        this.tagging = tagging;
    }

    @Override
    protected void work() {
        if (!tagging.goOn()) {
            return;
        }
        LOG.info("Past calls are being told apart by declared tags");
        boolean isAtWork = true;
        while (isAtWork && !Thread.currentThread().isInterrupted()) {
            isAtWork = tagging.goOn();
        }
        if (!isAtWork) {
            LOG.info("Past calls are told apart by all declared tags");
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("Past calls cannot be told apart by tags at the moment; it goes on in {}", EVERY, failure);
    }
}
