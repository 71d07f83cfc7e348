package io.tokentally.application.port.out.access;

import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/**
 * The members of the viewer's organization. The database itself lets none but an owner change them, whoever asks, and
 * refuses with {@link io.tokentally.domain.access.MembershipRefused}.
 */
public interface Members {

    /** By name. */
    List<Member> all(Viewer viewer);

    /**
     * Adds a membership, and an account with a one-time password where the login has none: that account the viewer's
     * organization manages. An account that is there stays as it is, and is managed by whoever managed it.
     *
     * @return whether the account is new
     */
    boolean add(Viewer viewer, Person person, String passwordHash, Role role);

    void changeRole(Viewer viewer, UserId userId, Role role);

    void remove(Viewer viewer, UserId userId);

    /** Sets a one-time password for an account that the viewer's organization manages and that belongs to no other. */
    void resetPassword(Viewer viewer, UserId userId, String passwordHash);
}
