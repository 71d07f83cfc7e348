package io.tokentally.bootstrap.security;

import io.tokentally.application.service.access.SignInService;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Finds the account that signs in. */
final class AccountUserDetailsService implements UserDetailsService {

    private final SignInService signIn;

    AccountUserDetailsService(SignInService signIn) {
        this.signIn = signIn;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        return signIn.findAccount(login)
                .map(AccountDetails::new)
                .orElseThrow(() -> new UsernameNotFoundException("No such account"));
    }
}
