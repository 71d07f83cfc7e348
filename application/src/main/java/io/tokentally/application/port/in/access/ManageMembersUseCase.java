package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/**
 * An owner decides in which roles people belong to the organization. Nobody is taken in here: people accept invitations.
 *
 * <p>Every method but {@link #leave} throws {@link io.tokentally.domain.access.AccessRefusedException} if the viewer is no owner, and
 * those that change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ReadsOrganizationData
public interface ManageMembersUseCase {

    /** Everybody in the organization, by name. */
    List<Member> members(Viewer viewer);

    /** @throws io.tokentally.domain.access.MembershipRefusedException if nobody would be left as owner, or there is no such member */
    void changeRole(Viewer viewer, UserId userId, Role role);

    /**
     * Puts somebody out. Their usage stays in the organization's figures.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if nobody would be left as owner, or there is no such member
     */
    void remove(Viewer viewer, UserId userId);

    /**
     * The viewer goes, whatever their role.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if nobody would be left as owner
     */
    void leave(Viewer viewer);
}
