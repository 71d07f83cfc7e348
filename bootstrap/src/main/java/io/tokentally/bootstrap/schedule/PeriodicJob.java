package io.tokentally.bootstrap.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Work that is done again and again, on a thread of its own, from the start of the application to its end. */
public abstract class PeriodicJob implements SmartLifecycle {

    private static final Duration TOLD_EVERY = Duration.ofHours(1);

    private final String name;
    private final Duration first;
    private final Duration every;
    private @Nullable ScheduledExecutorService executor;
    private @Nullable Class<? extends Throwable> lasting;
    private long toldAt;

    /**
     * @param name of its thread
     * @param first how long after the start it is done for the first time
     * @param every how long after it was done it is done again
     */
    protected PeriodicJob(String name, Duration first, Duration every) {
        this.name = name;
        this.first = first;
        this.every = every;
    }

    /** Does it once. It is interrupted where the application ends. */
    protected abstract void work();

    /**
     * Is told what {@link #work} threw, unless the application ends: the first time, and once an hour as long as it lasts.
     * It is done again nevertheless.
     */
    protected abstract void failed(Throwable failure);

    @Override
    public final void start() {
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        var unused =
                job.scheduleWithFixedDelay(this::guarded, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        executor = job;
    }

    @Override
    public final void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public final boolean isRunning() {
        return executor != null;
    }

    private void guarded() {
        try {
            work();
            lasting = null;
        } catch (RuntimeException | Error e) {
            // Whatever it was: what is thrown would end the schedule.
            if (!Thread.currentThread().isInterrupted() && isNews(e)) {
                failed(e);
            }
        }
    }

    private boolean isNews(Throwable failure) {
        long now = System.nanoTime();
        if (failure.getClass() == lasting && now - toldAt < TOLD_EVERY.toNanos()) {
            return false;
        }
        lasting = failure.getClass();
        toldAt = now;
        return true;
    }
}
