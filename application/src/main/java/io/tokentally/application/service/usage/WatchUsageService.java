package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.application.port.out.usage.UsageNotifications;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Tells of an new usage of an organization whoever belongs to it: at once after a silence, and else no more often than it may. */
public class WatchUsageService implements WatchUsageUseCase {

    /** Runs something by another thread, after a while. */
    @FunctionalInterface
    public interface Later {

        void run(Runnable work, Duration delay);
    }

    private final UsageNotifications notifications;
    private final Later later;
    private final Duration interval;
    private final LongSupplier nanoTime;

    /**
     * @param interval between two times that one watcher is told
     * @param nanoTime of a clock that is never set
     */
    public WatchUsageService(UsageNotifications notifications, Later later, Duration interval, LongSupplier nanoTime) {
        this.notifications = notifications;
        this.later = later;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    @Override
    public Runnable watch(Viewer viewer, Runnable onNews) {
        Watcher watcher = new Watcher(onNews);
        Runnable end = notifications.subscribe(viewer.organizationId(), watcher::tellInTime);
        return () -> {
            watcher.isEnded.set(true);
            end.run();
        };
    }

    private final class Watcher {

        private final Runnable onNews;
        private final AtomicBoolean isToBeTold = new AtomicBoolean();
        private final AtomicBoolean isEnded = new AtomicBoolean();
        private volatile long nextNanos = nanoTime.getAsLong();

        private Watcher(Runnable onNews) {
            this.onNews = onNews;
        }

        /** Whatever else comes meanwhile is told with it. */
        private void tellInTime() {
            if (isToBeTold.compareAndSet(false, true)) {
                later.run(this::tell, Duration.ofNanos(Math.max(0, nextNanos - nanoTime.getAsLong())));
            }
        }

        private void tell() {
            nextNanos = nanoTime.getAsLong() + interval.toNanos();
            isToBeTold.set(false);
            if (!isEnded.get()) {
                onNews.run();
            }
        }
    }
}
