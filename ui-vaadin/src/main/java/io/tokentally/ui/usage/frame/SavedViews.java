package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteConfiguration;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.view.ManageUsageViewsUseCase;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.view.UsageView;
import io.tokentally.domain.view.UsageViewId;
import io.tokentally.domain.view.UsageViewState;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views that people keep, and what stands in an address for one that names people, or would be too long. */
public final class SavedViews {

    /** The parameter of an address that says no more than which view it is. */
    public static final String PARAMETER = "view";

    private static final Logger LOG = LoggerFactory.getLogger(SavedViews.class);

    /** Beyond this, programs that addresses are sent by begin to cut them. */
    private static final int LONGEST_QUERY = 2_000;

    private final ManageUsageViewsUseCase views;
    private final CurrentViewer currentViewer;

    public SavedViews(ManageUsageViewsUseCase views, CurrentViewer currentViewer) {
        this.views = views;
        this.currentViewer = currentViewer;
    }

    /** What an address of the page says: all of it, or which view it is. */
    QueryParameters inAddress(Class<? extends Component> page, UsageQuery query, QueryParameters all) {
        boolean namesPeople = query.filter().values().containsKey(Attribute.USER);
        if (!namesPeople && all.getQueryString().length() <= LONGEST_QUERY) {
            return all;
        }
        try {
            UsageViewId id = views.store(currentViewer.viewer(), state(page, query, all));
            return QueryParameters.of(PARAMETER, id.toString());
        } catch (RuntimeException e) {
            LOG.error("What an address says could not be stored", e);
            return all;
        }
    }

    /** Says what a page shows. */
    UsageViewState state(Class<? extends Component> page, UsageQuery query, QueryParameters all) {
        String path = RouteConfiguration.forSessionScope().getUrl(page);
        // Parameters have no order; in one, the same state is the same text.
        String ordered =
                Arrays.stream(all.getQueryString().split("&", -1)).sorted().collect(Collectors.joining("&"));
        return new UsageViewState(path + "?" + ordered, query.scope() == UsageScope.ORGANIZATION);
    }

    /** The view of an address; empty where it names none that there is for whoever is signed in. */
    Optional<UsageView> find(String id) {
        try {
            return views.find(currentViewer.viewer(), UsageViewId.of(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where somebody begins who chose a view to begin with. */
    public Optional<Location> start() {
        try {
            return views.start(currentViewer.viewer())
                    .map(view -> new Location(view.state().address()));
        } catch (RuntimeException e) {
            LOG.error("What to begin with could not be read", e);
            return Optional.empty();
        }
    }

    /** What they looked at last, in whichever session; a failure is none. */
    Optional<QueryParameters> lastSeen() {
        try {
            return views.lastSeen(currentViewer.viewer())
                    .map(seen -> new Location(seen.address()).getQueryParameters());
        } catch (RuntimeException e) {
            LOG.error("What was looked at last could not be read", e);
            return Optional.empty();
        }
    }

    void sawLast(UsageViewState state) {
        try {
            views.sawLast(currentViewer.viewer(), state);
        } catch (RuntimeException e) {
            LOG.error("What is looked at could not be kept for the next time", e);
        }
    }

    List<UsageView> named() {
        return views.views(currentViewer.viewer());
    }

    /** @throws IllegalArgumentException as {@link ManageUsageViewsUseCase#keep} does */
    void keep(String name, boolean shared, UsageViewState state) {
        views.keep(currentViewer.viewer(), name, shared, state);
    }

    void startWith(UsageView view, boolean wanted) {
        views.startWith(currentViewer.viewer(), wanted ? view.id() : null);
    }

    void remove(UsageView view) {
        views.remove(currentViewer.viewer(), view.id());
    }

    boolean mayRemove(UsageView view) {
        Viewer viewer = currentViewer.viewer();
        return view.owner().equals(viewer.userId()) || viewer.role() == Role.OWNER;
    }
}
