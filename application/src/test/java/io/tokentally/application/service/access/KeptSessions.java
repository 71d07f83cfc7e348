package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions in memory, which say what was asked of them; time does not end them. */
public final class KeptSessions implements Sessions {

    final List<String> asked = new ArrayList<>();
    final Map<ViewerToken, NewSession> opened = new LinkedHashMap<>();
    private final Map<ViewerToken, Session> open = new LinkedHashMap<>();

    /** One that is open already. */
    KeptSessions with(Session session) {
        open.put(session.token(), session);
        return this;
    }

    @Override
    public void open(ViewerToken token, NewSession session) {
        opened.put(token, session);
        String name = session.userId().value();
        open.put(
                token,
                session(
                        token,
                        session.kind(),
                        new Person(session.userId(), name + "@acme.example", name),
                        session.passwordChangeOnly() ? SessionLimit.PASSWORD_CHANGE : SessionLimit.NONE));
    }

    @Override
    public Optional<Session> find(ViewerToken token) {
        return Optional.ofNullable(open.get(token));
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
        open.remove(token);
    }

    @Override
    public void replacePassword(ViewerToken token, String passwordHash) {
        Session own = find(token).orElseThrow(() -> new PasswordRefusedException("The session has ended."));
        asked.add("replace " + token.value() + " " + passwordHash);
        UserId person = own.person().userId();
        open.values().removeIf(session -> session.person().userId().equals(person));
        open.put(token, session(token, own.kind(), own.person(), SessionLimit.NONE));
    }

    @Override
    public long purge() {
        return 0;
    }

    private static Session session(ViewerToken token, Session.Kind kind, Person person, SessionLimit limit) {
        return new Session(
                new UUID(0, token.hashCode()),
                token,
                kind,
                person,
                false,
                limit,
                null,
                SessionFixtures.NOON,
                SessionFixtures.NOON.plusSeconds(3600),
                null,
                List.of());
    }
}
