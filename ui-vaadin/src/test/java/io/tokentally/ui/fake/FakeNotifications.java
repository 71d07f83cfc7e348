package io.tokentally.ui.fake;

import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** News that come when a test says so. */
public final class FakeNotifications implements WatchUsageUseCase {

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    @Override
    public Runnable watch(Viewer viewer, Runnable onNews) {
        watchers.add(onNews);
        return () -> watchers.remove(onNews);
    }

    public int watchers() {
        return watchers.size();
    }

    public void come() {
        watchers.forEach(Runnable::run);
    }
}
