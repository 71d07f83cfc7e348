package io.tokentally.ui.fake;

import io.tokentally.application.port.in.view.ManageUsageViewsUseCase;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One organization's views, in memory, by the rules of the database. */
public final class FakeUsageViews implements ManageUsageViewsUseCase {

    private final List<UsageView> kept = new ArrayList<>();
    private final Map<UserId, UsageViewId> starts = new HashMap<>();
    private final Map<UserId, UsageViewState> beginnings = new HashMap<>();
    private final Map<UserId, UsageViewState> seen = new HashMap<>();

    public void reset() {
        kept.clear();
        starts.clear();
        beginnings.clear();
        seen.clear();
    }

    /** What they saw last in a session before, which none of the test's own is. */
    public void begin(Viewer viewer, UsageViewState state) {
        beginnings.put(viewer.userId(), state);
    }

    public UsageViewState seenLast(Viewer viewer) {
        return Objects.requireNonNull(seen.get(viewer.userId()));
    }

    @Override
    public List<UsageView> views(Viewer viewer) {
        return kept.stream()
                .filter(view -> view.name() != null && isFor(viewer, view))
                .map(view -> asSeenBy(viewer, view))
                .toList();
    }

    private static boolean isFor(Viewer viewer, UsageView view) {
        boolean isForOthers = view.shared() || view.name() == null;
        boolean isTheirsToSee = !view.state().ofOrganization() || viewer.seesOrganization();
        return view.owner().equals(viewer.userId()) || (isForOthers && isTheirsToSee);
    }

    private UsageView asSeenBy(Viewer viewer, UsageView view) {
        return new UsageView(
                view.id(),
                view.name(),
                view.owner(),
                view.shared(),
                view.state(),
                view.id().equals(starts.get(viewer.userId())));
    }

    @Override
    public Optional<UsageView> find(Viewer viewer, UsageViewId id) {
        return kept.stream()
                .filter(view -> view.id().equals(id) && isFor(viewer, view))
                .map(view -> asSeenBy(viewer, view))
                .findFirst();
    }

    @Override
    public UsageViewId keep(Viewer viewer, String name, boolean shared, UsageViewState state) {
        return put(viewer, UsageView.requireName(name), shared, state);
    }

    @Override
    public UsageViewId store(Viewer viewer, UsageViewState state) {
        return kept.stream()
                .filter(view -> view.name() == null
                        && view.owner().equals(viewer.userId())
                        && view.state().equals(state))
                .map(UsageView::id)
                .findFirst()
                .orElseGet(() -> put(viewer, null, false, state));
    }

    private UsageViewId put(Viewer viewer, @Nullable String name, boolean shared, UsageViewState state) {
        UsageViewId id = new UsageViewId(new UUID(0, kept.size() + 1L));
        kept.removeIf(
                view -> name != null && view.owner().equals(viewer.userId()) && Objects.equals(view.name(), name));
        kept.add(new UsageView(id, name, viewer.userId(), shared, state, false));
        return id;
    }

    @Override
    public void remove(Viewer viewer, UsageViewId id) {
        kept.removeIf(view -> view.id().equals(id) && isFor(viewer, view));
    }

    @Override
    public void startWith(Viewer viewer, @Nullable UsageViewId id) {
        if (id == null) {
            starts.remove(viewer.userId());
        } else {
            starts.put(viewer.userId(), id);
        }
    }

    @Override
    public Optional<UsageView> start(Viewer viewer) {
        return Optional.ofNullable(starts.get(viewer.userId())).flatMap(id -> find(viewer, id));
    }

    @Override
    public Optional<UsageViewState> lastSeen(Viewer viewer) {
        return Optional.ofNullable(beginnings.get(viewer.userId()));
    }

    @Override
    public void sawLast(Viewer viewer, UsageViewState state) {
        seen.put(viewer.userId(), state);
    }
}
