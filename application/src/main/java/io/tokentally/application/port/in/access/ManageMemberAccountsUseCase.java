package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;

/**
 * An owner looks after the accounts of members: lost passwords and second factors, and accounts that are no longer wanted.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the viewer is no owner, and those that
 * change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ReadsOrganizationData
public interface ManageMemberAccountsUseCase {

    /**
     * Makes a new one-time password for somebody who has lost theirs.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if there is no such member, or the account is not this
     *     organization's alone: another one manages it, or another one's data would open to the password
     */
    String resetPassword(Viewer viewer, UserId userId);

    /** Whether whoever belongs to the organization needs a second factor. */
    boolean isSecondFactorRequired(Viewer viewer);

    /**
     * Requires a second factor of everybody in the organization, or does so no more. Whoever has none can do nothing but set
     * one up, from this moment on.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if the viewer requires one and has none
     */
    void requireSecondFactor(Viewer viewer, boolean required);

    /**
     * Takes the second factor from somebody who has lost both the app and the recovery codes, and ends their sessions.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if there is no such member or they have none, it is the viewer, or
     *     the account is not this organization's alone
     */
    void resetSecondFactor(Viewer viewer, UserId userId);

    /**
     * Closes an account that belongs to this organization alone: nobody signs in to it any more, its keys are revoked, its
     * address is free, and its usage stays.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException as above, or if nobody would be left as owner
     */
    void close(Viewer viewer, UserId userId);
}
