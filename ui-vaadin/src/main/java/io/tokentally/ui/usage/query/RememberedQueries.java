package io.tokentally.ui.usage.query;

import com.vaadin.flow.server.VaadinSession;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each usage page showed last, for as long as the person stays signed in. Whose usage, which days and the filters are the same on
 * all of them.
 */
public final class RememberedQueries {

    /** One person's of one organization. */
    private record Owner(UserId userId, OrganizationId organizationId) {}

    private static final class Remembered {

        private final Map<Class<?>, UsageQuery> byPage = new HashMap<>();
        private @Nullable UsageQuery last;
    }

    private final Map<Owner, Remembered> byOwner = new HashMap<>();

    /** Those of the session at hand. */
    public static RememberedQueries current() {
        VaadinSession session = VaadinSession.getCurrent();
        RememberedQueries known = session.getAttribute(RememberedQueries.class);
        if (known == null) {
            known = new RememberedQueries();
            session.setAttribute(RememberedQueries.class, known);
        }
        return known;
    }

    /** What the page begins with where its address says nothing. */
    public UsageQuery of(Viewer viewer, Class<?> page) {
        Remembered remembered = byOwner.get(owner(viewer));
        UsageQuery initial = UsageQuery.initial(viewer);
        if (remembered == null || remembered.last == null) {
            return initial;
        }
        UsageQuery query = remembered.byPage.getOrDefault(page, initial).withFrameOf(remembered.last);
        // Whose role was another before.
        return viewer.seesOrganization() ? query : query.withScope(initial.scope());
    }

    public void remember(Viewer viewer, Class<?> page, UsageQuery query) {
        Remembered remembered = byOwner.computeIfAbsent(owner(viewer), none -> new Remembered());
        remembered.byPage.put(page, query);
        remembered.last = query;
    }

    private static Owner owner(Viewer viewer) {
        return new Owner(viewer.userId(), viewer.organizationId());
    }
}
