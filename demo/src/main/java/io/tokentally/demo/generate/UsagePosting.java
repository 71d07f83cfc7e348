package io.tokentally.demo.generate;

import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts generated calls to the ledger, two batches at a time, while the next ones are generated. */
public final class UsagePosting {

    private static final Logger LOG = LoggerFactory.getLogger(UsagePosting.class);
    private static final int WRITERS = 2;
    private static final int MAX_BATCHES_UNDER_WAY = 2 * WRITERS;
    private static final int ATTEMPTS = 5;

    private final UsageLedger ledger;
    private final Duration pause;

    /** @param pause how long a writer waits before it tries a batch again */
    public UsagePosting(UsageLedger ledger, Duration pause) {
        this.ledger = ledger;
        this.pause = pause;
    }

    /** A batch could not be posted, though it was tried again; those before it are in the ledger. */
    public static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private StoppedException(Throwable cause) {
            super("A batch of calls could not be posted: " + root(cause).getMessage(), cause);
        }

        private static Throwable root(Throwable failure) {
            return failure.getCause() == null ? failure : root(failure.getCause());
        }
    }

    /**
     * Posts all that are left.
     *
     * @param posted is told of each batch in the order of time, once it and all before it are in the ledger
     * @throws StoppedException if the ledger does not take a batch
     */
    public void post(UsageGenerator generator, Consumer<List<UsageRecord>> posted) {
        Deque<Future<List<UsageRecord>>> underWay = new ArrayDeque<>();
        ExecutorService writers = Executors.newFixedThreadPool(
                WRITERS, Thread.ofPlatform().name("generate-", 0).daemon().factory());
        try {
            while (generator.hasNext() || !underWay.isEmpty()) {
                if (generator.hasNext() && underWay.size() < MAX_BATCHES_UNDER_WAY) {
                    List<UsageRecord> batch = generator.next();
                    underWay.add(writers.submit(() -> post(batch)));
                } else {
                    posted.accept(underWay.remove().get());
                }
            }
        } catch (ExecutionException e) {
            throw new StoppedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(e);
        } finally {
            writers.shutdownNow();
        }
    }

    private List<UsageRecord> post(List<UsageRecord> batch) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                ledger.post(batch);
                return batch;
            } catch (RecordsRejectedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debug("A batch is tried again", e);
                Thread.sleep(pause.multipliedBy(attempt));
            }
        }
    }
}
