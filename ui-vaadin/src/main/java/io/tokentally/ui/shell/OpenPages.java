package io.tokentally.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many pages each person has open, in whichever browsers. Each takes memory here until its browser says that it is gone, or has
 * said nothing for a quarter of an hour; so that nobody takes the memory of all by opening pages, somebody's oldest page makes room for
 * one too many.
 */
public final class OpenPages implements VaadinServiceInitListener {

    /** More than anybody looks at. */
    public static final int MAX_PER_PERSON = 30;

    private static final long serialVersionUID = 1L;

    private final transient CurrentViewer currentViewer;
    private final transient Map<UserId, Deque<UI>> pages = new HashMap<>();

    public OpenPages(CurrentViewer currentViewer) {
        this.currentViewer = currentViewer;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addUIInitListener(initialization -> opened(initialization.getUI()));
    }

    private void opened(UI page) {
        UserId person;
        try {
            person = currentViewer.session().person().userId();
        } catch (AccessRefusedException e) {
            // Nobody is signed in any more, and the page leads to the sign-in.
            return;
        }
        page.addDetachListener(event -> closed(person, page));
        add(person, page)
                .forEach(oldest ->
                        oldest.accessLater(() -> close(oldest), () -> {}).run());
    }

    /** Returns the pages that have to make room. They count until they have. */
    private List<UI> add(UserId person, UI page) {
        synchronized (pages) {
            Deque<UI> open = pages.computeIfAbsent(person, nobodys -> new ArrayDeque<>());
            open.addLast(page);
            return open.stream()
                    .limit(Math.max(0, open.size() - MAX_PER_PERSON))
                    .toList();
        }
    }

    private void closed(UserId person, UI page) {
        synchronized (pages) {
            Deque<UI> open = pages.get(person);
            if (open != null) {
                open.remove(page);
                if (open.isEmpty()) {
                    pages.remove(person);
                }
            }
        }
    }

    /** How many that person has open. */
    public int of(UserId person) {
        synchronized (pages) {
            Deque<UI> open = pages.get(person);
            return open == null ? 0 : open.size();
        }
    }

    /** Its browser may be long gone and its session have no request any more that would remove it. */
    private static void close(UI page) {
        VaadinSession session = page.getSession();
        if (session != null) {
            page.close();
            session.removeUI(page);
        }
    }
}
