package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does about accounts that no organization alone vouches for. The database looks up whether the session's
 * person is one, and refuses with {@link io.tokentally.domain.access.MembershipRefusedException}.
 */
@ActsForPerson
public interface OperatorAccounts {

    Optional<FoundAccount> find(ViewerToken token, EmailAddress address);

    /** The link works for a day, once; links before it work no more. */
    void issueResetLink(ViewerToken token, UserId userId, LinkSecret secret);

    /** Takes the second factor from an account, and ends its sessions. */
    void resetSecondFactor(ViewerToken token, UserId userId);

    /** Frees the address for whoever it belongs to: nobody signs in to the account any more. */
    void releaseAddress(ViewerToken token, UserId userId);

    /**
     * An account by its address.
     *
     * @param addressProvenAt when mail last proved the address; absent if it never did
     * @param organizations how many it belongs to
     */
    record FoundAccount(Person person, @Nullable Instant addressProvenAt, int organizations) {}
}
