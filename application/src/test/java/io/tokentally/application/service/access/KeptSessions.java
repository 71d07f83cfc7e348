package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions that say what was asked of them. */
final class KeptSessions implements Sessions {

    final List<String> asked = new ArrayList<>();
    final Map<ViewerToken, NewSession> opened = new LinkedHashMap<>();
    final Map<ViewerToken, Session> known = new LinkedHashMap<>();

    @Override
    public void open(ViewerToken token, NewSession session) {
        opened.put(token, session);
    }

    @Override
    public Optional<Session> find(ViewerToken token) {
        return Optional.ofNullable(known.get(token));
    }

    @Override
    public void noteActivity(ViewerToken token) {
        asked.add("active " + token.value());
    }

    @Override
    public void renewAuthentication(ViewerToken token) {
        asked.add("renew " + token.value());
    }

    @Override
    public void end(ViewerToken token) {
        asked.add("end " + token.value());
    }

    @Override
    public void replacePassword(ViewerToken token, String passwordHash) {
        asked.add("replace " + token.value() + " " + passwordHash);
    }

    @Override
    public long purge() {
        return 0;
    }
}
