package io.tokentally.bootstrap.replica;

import io.tokentally.adapter.persistence.replica.ReplicaLag;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has it measured how far the replica is behind. */
final class ReplicaLagJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaLagJob.class);

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ReplicaLag lag;

    ReplicaLagJob(ReplicaLag lag) {
        super("replica-lag", Duration.ZERO, EVERY);
        this.lag = lag;
    }

    @Override
    protected void work() {
        lag.measure();
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("How far the replica is behind cannot be measured; it is tried again", failure);
    }
}
