package io.tokentally.bootstrap.alert;

import io.tokentally.application.port.in.alert.WatchTroublesUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has this instance look at itself, every few seconds, where somebody is to be told what it sees. */
final class TroubleJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(TroubleJob.class);

    private final WatchTroublesUseCase troubles;
    private final boolean forNobody;

    TroubleJob(WatchTroublesUseCase troubles, boolean forNobody, Duration every) {
        super("operator-alerts", every, every);
        this.troubles = troubles;
        this.forNobody = forNobody;
    }

    @Override
    protected void work() {
        if (forNobody) {
            return;
        }
        int sent = troubles.look();
        if (sent > 0) {
            LOG.info("{} messages about troubles of this instance were tried", sent);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("This instance cannot look at itself at the moment; it is tried again", failure);
    }
}
