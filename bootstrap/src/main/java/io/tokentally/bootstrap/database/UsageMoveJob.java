package io.tokentally.bootstrap.database;

import io.tokentally.adapter.persistence.setup.UsageMove;
import io.tokentally.database.DatabaseAccess;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Moves what an earlier version recorded, beside everything else, until nothing is left to move. */
final class UsageMoveJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMoveJob.class);

    private static final Duration RETRY = Duration.ofMinutes(1);

    private final UsageMove move;
    private volatile boolean running;
    private Thread worker = new Thread(this::work);

    UsageMoveJob(DatabaseAccess access) {
        this.move = new UsageMove(access.asOwner());
    }

    @Override
    public void start() {
        if (move.isDone()) {
            return;
        }
        running = true;
        worker = Thread.ofPlatform().name("usage-move").daemon().start(this::work);
    }

    private void work() {
        while (running) {
            try {
                move.run();
                running = false;
            } catch (DataAccessException e) {
                LOG.error("Usage of an earlier version cannot be moved now; it goes on in {}", RETRY, e);
                sleep();
            }
        }
    }

    private void sleep() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        worker.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
