package io.tokentally.ui.fake;

import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.ExportProgress;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.domain.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exports that have come as far as a test says. */
public final class FakeExports implements FollowExportUseCase {

    private final Map<String, ExportProgress> known = new HashMap<>();
    private final List<String> stopped = new ArrayList<>();

    public void reset() {
        known.clear();
        stopped.clear();
    }

    public void hold(String id, ExportProgress progress) {
        known.put(id, progress);
    }

    public List<String> stopped() {
        return List.copyOf(stopped);
    }

    @Override
    public UnderWay begin(Viewer viewer, ExportId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ExportProgress> progress(Viewer viewer, ExportId id) {
        return Optional.ofNullable(known.get(id.toString()));
    }

    @Override
    public void stop(Viewer viewer, ExportId id) {
        stopped.add(viewer.userId() + " " + id);
    }
}
