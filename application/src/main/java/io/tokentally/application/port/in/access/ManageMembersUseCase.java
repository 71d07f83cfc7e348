package io.tokentally.application.port.in.access;

import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.List;

/**
 * An owner decides in which roles people belong to the organization. Nobody is taken in here: people accept invitations.
 *
 * <p>Every method but {@link #leave} throws {@link io.tokentally.domain.access.AccessDenied} if the viewer is no owner, and
 * those that change something {@link io.tokentally.domain.access.FreshSignInRequired} if the sign-in is too long ago.
 */
public interface ManageMembersUseCase {

    /** Everybody in the organization, by name. */
    List<Member> members(Viewer viewer);

    /** @throws io.tokentally.domain.access.MembershipRefused if nobody would be left as owner, or there is no such member */
    void changeRole(Viewer viewer, UserId userId, Role role);

    /**
     * Puts somebody out. Their usage stays in the organization's figures.
     *
     * @throws io.tokentally.domain.access.MembershipRefused if nobody would be left as owner, or there is no such member
     */
    void remove(Viewer viewer, UserId userId);

    /**
     * The viewer goes, whatever their role.
     *
     * @throws io.tokentally.domain.access.MembershipRefused if nobody would be left as owner
     */
    void leave(Viewer viewer);

    /**
     * Makes a new one-time password for somebody who has lost theirs.
     *
     * @throws io.tokentally.domain.access.MembershipRefused if there is no such member, or the account is not this
     *     organization's alone: another one manages it, or another one's data would open to the password
     */
    String resetPassword(Viewer viewer, UserId userId);

    /**
     * Closes an account that belongs to this organization alone: nobody signs in to it any more, its keys are revoked, its
     * address is free, and its usage stays.
     *
     * @throws io.tokentally.domain.access.MembershipRefused as above, or if nobody would be left as owner
     */
    void close(Viewer viewer, UserId userId);

    /** Keys whose holders' passwords were reset, and which nobody has said yet whether to keep. */
    List<KeyToReview> keysToReview(Viewer viewer);

    /** @throws io.tokentally.domain.access.MembershipRefused if there is no such key to decide about */
    void keep(Viewer viewer, VirtualKeyId id);
}
