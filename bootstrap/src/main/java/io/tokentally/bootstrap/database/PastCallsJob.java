package io.tokentally.bootstrap.database;

import io.tokentally.adapter.persistence.setup.TaggingOfPastCalls;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Tells past calls apart by tags whenever one is declared, beside everything else. */
final class PastCallsJob implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PastCallsJob.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final TaggingOfPastCalls tagging;
    private volatile boolean running;
    private Thread worker = new Thread(this::work);

    PastCallsJob(TaggingOfPastCalls tagging) {
        this.tagging = tagging;
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().name("past-calls").daemon().start(this::work);
    }

    private void work() {
        boolean wasAtWork = false;
        while (running) {
            try {
                boolean isAtWork = tagging.goOn();
                if (isAtWork != wasAtWork) {
                    LOG.info(
                            isAtWork
                                    ? "Past calls are being told apart by declared tags"
                                    : "Past calls are told apart by all declared tags");
                    wasAtWork = isAtWork;
                }
                if (!isAtWork) {
                    sleep(BETWEEN_LOOKS);
                }
            } catch (DataAccessException e) {
                LOG.error("Past calls cannot be told apart by tags now; it goes on in {}", RETRY, e);
                sleep(RETRY);
            }
        }
    }

    private void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
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
