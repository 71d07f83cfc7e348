package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Everybody is signed in here and, in another browser, elsewhere. */
public final class FakeSessions implements ManageSessionsUseCase {

    private final List<OpenSession> open = new ArrayList<>();

    public FakeSessions() {
        reset();
    }

    public void reset() {
        open.clear();
        open.add(session(
                1, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "127.0.0.1", true));
        open.add(session(
                2,
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
                "192.0.2.7",
                false));
    }

    private static OpenSession session(long id, String agent, String address, boolean current) {
        Instant now = BrowserlessApplication.NOW;
        return new OpenSession(
                new UUID(0, id),
                Session.Kind.BROWSER,
                now.minus(Duration.ofHours(2)),
                now,
                now.plus(Duration.ofHours(10)),
                address,
                agent,
                current);
    }

    @Override
    public List<OpenSession> sessions(Session session) {
        return List.copyOf(open);
    }

    @Override
    public void end(Session session, UUID id) {
        open.removeIf(known -> known.id().equals(id));
    }

    @Override
    public int endOthers(Session session) {
        int before = open.size();
        open.removeIf(known -> !known.current());
        return before - open.size();
    }

    @Override
    public void chooseOrganization(Viewer viewer) {
        throw new UnsupportedOperationException("No page asks for it here");
    }
}
