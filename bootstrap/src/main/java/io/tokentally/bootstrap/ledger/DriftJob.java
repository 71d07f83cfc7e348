package io.tokentally.bootstrap.ledger;

import io.tokentally.application.port.in.summary.WatchLedgerUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has sums compared with calls once a day, in turn with other instances, and rests more than it works. */
final class DriftJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(DriftJob.class);

    static final Duration DAILY = Duration.ofHours(24);

    private final WatchLedgerUseCase ledger;
    private final Clock clock;
    private final Duration rest;
    private Instant due = Instant.MIN;

    /**
     * @param tries how long after the start, and then how often, it is looked whether a comparison is due
     * @param rest after each day that was compared
     */
    DriftJob(WatchLedgerUseCase ledger, Clock clock, Duration tries, Duration rest) {
        super("ledger-drift", tries, tries);
        this.ledger = ledger;
        this.clock = clock;
        this.rest = rest;
    }

    @Override
    protected void work() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        if (ledger.watch(this::rest)) {
            due = now.plus(DAILY);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("Sums cannot be compared with calls at the moment; it is tried again", failure);
    }

    private void rest() {
        try {
            Thread.sleep(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The application ends");
        }
    }
}
