package io.tokentally.application.service.view;

import io.tokentally.application.port.in.view.ManageUsageViewsUseCase;
import io.tokentally.application.port.out.view.UsageViews;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Keeps views of usage, for those who may see what they show. */
@Transactional
public class ManageUsageViewsService implements ManageUsageViewsUseCase {

    private final UsageViews views;

    public ManageUsageViewsService(UsageViews views) {
        this.views = views;
    }

    @Override
    @Transactional(readOnly = true)
    public List<UsageView> views(Viewer viewer) {
        return views.findNamed(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UsageView> find(Viewer viewer, UsageViewId id) {
        return views.find(viewer, id);
    }

    @Override
    public UsageViewId keep(Viewer viewer, String name, boolean shared, UsageViewState state) {
        requireMaySee(viewer, state);
        return views.save(viewer, UsageView.requireName(name), shared, state);
    }

    @Override
    public UsageViewId store(Viewer viewer, UsageViewState state) {
        requireMaySee(viewer, state);
        return views.store(viewer, state);
    }

    @Override
    public void remove(Viewer viewer, UsageViewId id) {
        views.remove(viewer, id);
    }

    @Override
    public void startWith(Viewer viewer, @Nullable UsageViewId id) {
        views.chooseStart(viewer, id);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UsageView> start(Viewer viewer) {
        return views.findStart(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UsageViewState> lastSeen(Viewer viewer) {
        return views.lastSeen(viewer);
    }

    @Override
    public void sawLast(Viewer viewer, UsageViewState state) {
        requireMaySee(viewer, state);
        views.sawLast(viewer, state);
    }

    private static void requireMaySee(Viewer viewer, UsageViewState state) {
        if (state.ofOrganization()) {
            viewer.requireMayLook(UsageScope.ORGANIZATION);
        }
    }
}
