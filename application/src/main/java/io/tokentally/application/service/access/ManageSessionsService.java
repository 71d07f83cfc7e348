package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageSessionsUseCase;
import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Shows people their sessions, and ends them. */
@Transactional
public class ManageSessionsService implements ManageSessionsUseCase {

    private final OwnSessions ownSessions;

    public ManageSessionsService(OwnSessions ownSessions) {
        this.ownSessions = ownSessions;
    }

    @Override
    @Transactional(readOnly = true)
    public List<OpenSession> sessions(Session session) {
        return ownSessions.all(session.token());
    }

    @Override
    public void end(Session session, UUID id) {
        ownSessions.end(session.token(), id);
    }

    @Override
    public int endOthers(Session session) {
        return ownSessions.endOthers(session.token());
    }

    @Override
    public void chooseOrganization(Viewer viewer) {
        ownSessions.chooseOrganization(viewer);
    }
}
