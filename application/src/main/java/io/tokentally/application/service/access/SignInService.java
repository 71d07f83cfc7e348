package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.PlainText;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Finds out who signs in and where they belong. A concrete class: the security configuration is its only caller. */
@Transactional(readOnly = true)
public class SignInService {

    private final Accounts accounts;

    public SignInService(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The account of that login; none, without asking, for a text that no login can be. */
    public Optional<Account> findAccount(String login) {
        return PlainText.isAcceptable(login, Person.MAX_LOGIN_LENGTH)
                ? accounts.findByLogin(login.strip())
                : Optional.empty();
    }

    public List<Membership> membershipsOf(UserId userId) {
        return accounts.membershipsOf(userId);
    }
}
