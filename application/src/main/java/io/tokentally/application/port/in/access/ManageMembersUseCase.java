package io.tokentally.application.port.in.access;

import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.Optional;

/**
 * An owner decides who belongs to the organization, and in which role.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessDenied} if the viewer is no owner.
 */
public interface ManageMembersUseCase {

    /** Everybody in the organization, by name. */
    List<Member> members(Viewer viewer);

    /**
     * Takes somebody in. Whoever has an account keeps their name and password; those who manage that account are trusted
     * with what it may see here.
     *
     * @param login an e-mail address
     * @return the password that the person signs in with the first time, and which is kept nowhere else; empty if they
     *     have an account already
     * @throws io.tokentally.domain.access.MembershipRefused if they belong to the organization already
     */
    Optional<String> add(Viewer viewer, String login, String displayName, Role role);

    /** @throws io.tokentally.domain.access.MembershipRefused if nobody would be left as owner, or there is no such member */
    void changeRole(Viewer viewer, UserId userId, Role role);

    /**
     * Puts somebody out. Their usage stays in the organization's figures.
     *
     * @throws io.tokentally.domain.access.MembershipRefused if nobody would be left as owner, or there is no such member
     */
    void remove(Viewer viewer, UserId userId);

    /**
     * Makes a new one-time password for somebody who has lost theirs.
     *
     * @throws io.tokentally.domain.access.MembershipRefused if there is no such member, or the account is not this
     *     organization's alone: another one manages it, or another one's data would open to the password
     */
    String resetPassword(Viewer viewer, UserId userId);
}
