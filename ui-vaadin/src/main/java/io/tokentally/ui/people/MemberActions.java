package io.tokentally.ui.people;

import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;

/** What an owner can do about a member. */
interface MemberActions {

    void changeRole(Member member, Role role);

    void resetPassword(Member member);

    void resetSecondFactor(Member member);

    void remove(Member member);

    void close(Member member);
}
