package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.ExportStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what it was told of exports, and stops them where a test wants it. */
final class FakeExports implements FollowExportUseCase {

    private final List<String> told = new ArrayList<>();
    private long stoppedAfter = Long.MAX_VALUE;

    void reset() {
        told.clear();
        stoppedAfter = Long.MAX_VALUE;
    }

    void stopAfter(long calls) {
        stoppedAfter = calls;
    }

    List<String> told() {
        return told;
    }

    @Override
    public UnderWay begin(Viewer viewer, ExportId id) {
        told.add("%s of %s begins".formatted(id, viewer.userId()));
        return new UnderWay() {
            private long calls;

            @Override
            public void next() {
                if (calls == stoppedAfter) {
                    throw new ExportStoppedException();
                }
                calls++;
            }

            @Override
            public void complete() {
                told.add("complete after " + calls);
            }

            @Override
            public void close() {
                told.add("closed");
            }
        };
    }

    @Override
    public Optional<ExportProgress> progress(Viewer viewer, ExportId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(Viewer viewer, ExportId id) {
        throw new UnsupportedOperationException();
    }
}
