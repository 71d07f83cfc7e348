package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageAccountsUseCase;
import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Lets operators help people back into their accounts. */
@Transactional
public class ManageAccountsService implements ManageAccountsUseCase {

    private final OperatorAccounts accounts;
    private final SecureRandom random;

    public ManageAccountsService(OperatorAccounts accounts, SecureRandom random) {
        this.accounts = accounts;
        this.random = random;
    }

    @Override
    public Optional<KnownAccount> find(Session session, EmailAddress address) {
        session.requireOperator();
        return accounts.find(session.token(), address)
                .map(account -> new KnownAccount(account.person(), account.addressProvenAt(), account.organizations()));
    }

    @Override
    public PrivateLink issueResetLink(Session session, UserId userId) {
        session.requireOperator();
        PrivateLink link = new PrivateLink(PrivateLink.Kind.PASSWORD_RESET, LinkSecret.random(random));
        accounts.issueResetLink(session.token(), userId, link.secret());
        return link;
    }

    @Override
    public void resetSecondFactor(Session session, UserId userId) {
        session.requireOperator();
        accounts.resetSecondFactor(session.token(), userId);
    }

    @Override
    public void releaseAddress(Session session, UserId userId) {
        session.requireOperator();
        accounts.releaseAddress(session.token(), userId);
    }
}
