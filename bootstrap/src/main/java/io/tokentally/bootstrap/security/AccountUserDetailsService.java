package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.service.access.SignInService;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Finds the account that signs in. Its authorities are the roles it has anywhere; what it may see in an organization is
 * decided afresh at each look.
 */
final class AccountUserDetailsService implements UserDetailsService {

    private final SignInService signIn;

    AccountUserDetailsService(SignInService signIn) {
        this.signIn = signIn;
    }

    @Override
    public UserDetails loadUserByUsername(String login) {
        Account account = signIn.findAccount(login).orElseThrow(() -> new UsernameNotFoundException("No such account"));
        Set<SimpleGrantedAuthority> authorities = signIn
                .membershipsOf(account.person().userId())
                .stream()
                .map(membership ->
                        new SimpleGrantedAuthority("ROLE_" + membership.role().name()))
                .collect(Collectors.toSet());
        return new SignedInPerson(account.person(), account.passwordHash(), authorities);
    }
}
