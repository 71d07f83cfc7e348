package io.tokentally.adapter.session;

import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.io.Serializable;
import java.security.Principal;

/**
 * Who signed in, and the token of their session. What they may do is not here: it is looked up at each request.
 */
public final class SignedInPerson implements Principal, Serializable {

    private static final long serialVersionUID = 2L;

    private final String userId;
    private final String login;
    private final String displayName;
    private final String token;

    public SignedInPerson(Person person, ViewerToken token) {
        this.userId = person.userId().value();
        this.login = person.login();
        this.displayName = person.displayName();
        this.token = token.value();
    }

    public Person person() {
        return new Person(new UserId(userId), login, displayName);
    }

    public ViewerToken token() {
        return new ViewerToken(token);
    }

    @Override
    public String getName() {
        return login;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedInPerson that && userId.equals(that.userId) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return userId.hashCode();
    }

    /** Never the token. */
    @Override
    public String toString() {
        return userId;
    }
}
