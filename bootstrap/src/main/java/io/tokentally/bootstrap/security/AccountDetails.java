package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Accounts.Account;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** An account while its password is checked. The hash is forgotten once it has been. */
final class AccountDetails implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private final transient Account account;
    private @Nullable String passwordHash;

    AccountDetails(Account account) {
        this.account = account;
        this.passwordHash = account.passwordHash();
    }

    Account account() {
        return account;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return account.person().login();
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    /** Names the person, never the hash. */
    @Override
    public String toString() {
        return account.toString();
    }
}
