package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.application.port.out.usage.UsageNews;
import io.tokentally.domain.access.Viewer;

/** Tells of an organization's news whoever belongs to it. */
public class WatchUsageService implements WatchUsageUseCase {

    private final UsageNews news;

    public WatchUsageService(UsageNews news) {
        this.news = news;
    }

    @Override
    public Runnable watch(Viewer viewer, Runnable onNews) {
        return news.subscribe(viewer.organizationId(), onNews);
    }
}
