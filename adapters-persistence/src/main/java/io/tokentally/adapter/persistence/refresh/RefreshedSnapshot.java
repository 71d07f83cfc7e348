package io.tokentally.adapter.persistence.refresh;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read from the database last, read anew every so often by one thread of its own: nobody else ever waits for the
 * database. While it is out of reach, what was read last stays, until it is too old.
 *
 * @param <T> never changed by whoever looks at it
 */
public final class RefreshedSnapshot<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshedSnapshot.class);

    private final Contents contents;
    private final UnaryOperator<T> reading;
    private final ScheduledExecutorService reader;
    private volatile T latest;
    private volatile boolean everRead;
    private volatile boolean reachable = true;
    private volatile long readAtNanos;

    /**
     * What is kept, and for how long.
     *
     * @param name for the log, such as {@code Keys}
     * @param thread the name of the thread that reads
     * @param maxAge how long it counts while it cannot be read again
     */
    public record Contents(String name, String thread, Duration maxAge) {}

    /**
     * @param nothing what there is until the first reading
     * @param reading makes what there is now of what was read last, on the reader's thread; may throw whatever it likes
     */
    public RefreshedSnapshot(Contents contents, T nothing, UnaryOperator<T> reading) {
        this.contents = contents;
        this.latest = nothing;
        this.reading = reading;
        this.reader = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(contents.thread()).daemon().factory());
    }

    public T latest() {
        return latest;
    }

    /** Whether it was read, and not too long ago. */
    public boolean isCurrent() {
        return everRead && System.nanoTime() - readAtNanos < contents.maxAge().toNanos();
    }

    /** Reads anew every so often from now on, an interval from now first. */
    public void refreshEvery(Duration interval) {
        every(interval, this::read);
    }

    /** Has the reader's thread do something else every so often; an exception of its own would be its end. */
    public void every(Duration interval, Runnable work) {
        Future<?> unused =
                reader.scheduleWithFixedDelay(work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads anew, before it returns if the database answers in time. Not for event loops. */
    public void refresh(Duration timeout) {
        await(this::read, timeout);
    }

    /** Has the reader's thread do something else now, before it returns if that is done in time. */
    public void await(Runnable work, Duration timeout) {
        try {
            reader.submit(work).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} were not read or written within {}", contents.name(), timeout);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Work on the reader's thread lets no exception out", e);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} are not kept any more and take nothing over", contents.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isClosed() {
        return reader.isShutdown();
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private void read() {
        try {
            long startedAtNanos = System.nanoTime();
            latest = reading.apply(latest);
            readAtNanos = startedAtNanos;
            everRead = true;
            reachable = true;
        } catch (RuntimeException e) {
            // Whatever it was: an exception would end the schedule.
            if (reachable) {
                reachable = false;
                LOG.warn("{} are out of reach; those read last count for {}", contents.name(), contents.maxAge(), e);
            }
        }
    }
}
