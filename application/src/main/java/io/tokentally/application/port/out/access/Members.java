package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/**
 * The members of the viewer's organization. The database itself lets none but an owner change them, whoever asks, and
 * refuses with {@link io.tokentally.domain.access.MembershipRefusedException}, or with {@link
 * io.tokentally.domain.access.FreshSignInRequiredException} whose sign-in is too long ago.
 */
@ReadsOrganizationData
public interface Members {

    /** By name. */
    List<Member> all(Viewer viewer);

    void changeRole(Viewer viewer, UserId userId, Role role);

    void remove(Viewer viewer, UserId userId);

    /** The viewer goes. */
    void leave(Viewer viewer);

    /** Sets a one-time password for an account that the viewer's organization manages and that belongs to no other. */
    void resetPassword(Viewer viewer, UserId userId, String passwordHash);

    /** Whether whoever belongs to the organization needs a second factor. */
    boolean isSecondFactorRequired(Viewer viewer);

    /** From now on, or no more. */
    void requireSecondFactor(Viewer viewer, boolean required);

    /** Takes the second factor from an account that the viewer's organization manages and that belongs to no other. */
    void resetSecondFactor(Viewer viewer, UserId userId);

    /** Nobody signs in any more to an account that the viewer's organization manages and that belongs to no other. */
    void close(Viewer viewer, UserId userId);
}
