package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator helps people whom no organization alone vouches for.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the session's person is no operator.
 */
@ActsForPerson
public interface ManageAccountsUseCase {

    /** The account that signs in by that address. */
    Optional<KnownAccount> find(Session session, EmailAddress address);

    /** A link by which the person takes a new password, within a day and once. It is told this once. */
    PrivateLink issueResetLink(Session session, UserId userId);

    /**
     * Takes the second factor from somebody who has lost both the app and the recovery codes, and ends their sessions.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if there is no such account, or it has none
     */
    void resetSecondFactor(Session session, UserId userId);

    /** Frees an address that somebody squats on: nobody signs in to the account any more. */
    void releaseAddress(Session session, UserId userId);

    /**
     * An account as the operator finds it.
     *
     * @param addressProvenAt when mail last proved the address; absent if it never did
     */
    record KnownAccount(Person person, @Nullable Instant addressProvenAt, int organizations) {}
}
