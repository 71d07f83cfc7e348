package io.tokentally.bootstrap.security;

import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A person as Spring Security knows them. The password hash is forgotten once it has been checked. */
final class SignedInPerson implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private final String userId;
    private final String login;
    private final String displayName;
    private final List<GrantedAuthority> authorities;
    private @Nullable String passwordHash;

    SignedInPerson(Person person, String passwordHash, Collection<? extends GrantedAuthority> authorities) {
        this.userId = person.userId().value();
        this.login = person.login();
        this.displayName = person.displayName();
        this.passwordHash = passwordHash;
        this.authorities = List.copyOf(authorities);
    }

    Person person() {
        return new Person(new UserId(userId), login, displayName);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return authorities;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return login;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    /** Two sessions of one person are the same person's. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SignedInPerson that && userId.equals(that.userId);
    }

    @Override
    public int hashCode() {
        return userId.hashCode();
    }

    @Override
    public String toString() {
        return userId;
    }
}
