package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.ExportProgress.State;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.ExportStoppedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Remembers in this process what exports there are, and those that have ended for a while. */
public final class FollowExportService implements FollowExportUseCase {

    static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<Key, Export> exports = new ConcurrentHashMap<>();

    public FollowExportService(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UnderWay begin(Viewer viewer, ExportId id) {
        Instant forgotten = clock.instant().minus(REMEMBERED);
        exports.values().removeIf(export -> export.endedBefore(forgotten));
        Export export = new Export();
        exports.put(Key.of(viewer, id), export);
        return export;
    }

    @Override
    public Optional<ExportProgress> progress(Viewer viewer, ExportId id) {
        return Optional.ofNullable(exports.get(Key.of(viewer, id))).map(Export::progress);
    }

    @Override
    public void stop(Viewer viewer, ExportId id) {
        Export export = exports.get(Key.of(viewer, id));
        if (export != null) {
            export.isStopped = true;
        }
    }

    /** Whose it is counts as much as what it is called: nobody reaches another's by its id. */
    private record Key(UserId user, OrganizationId organization, ExportId id) {

        static Key of(Viewer viewer, ExportId id) {
            return new Key(viewer.userId(), viewer.organizationId(), id);
        }
    }

    private final class Export implements UnderWay {

        private final AtomicLong written = new AtomicLong();
        private volatile boolean isStopped;
        private volatile State state = State.RUNNING;
        private volatile @Nullable Instant ended;

        ExportProgress progress() {
            return new ExportProgress(written.get(), state);
        }

        boolean endedBefore(Instant instant) {
            Instant end = ended;
            return end != null && end.isBefore(instant);
        }

        @Override
        public void next() {
            if (isStopped) {
                state = State.STOPPED;
                throw new ExportStoppedException();
            }
            written.incrementAndGet();
        }

        @Override
        public void complete() {
            state = State.COMPLETE;
        }

        @Override
        public void close() {
            if (state == State.RUNNING) {
                state = State.BROKEN;
            }
            ended = clock.instant();
        }
    }
}
