package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Members;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.function.Supplier;

/** Reads members, and changes them through the owner's functions, which look up for themselves whether the viewer may. */
final class JpaMembers implements Members {

    private final StoredMembers members;
    private final ViewerIdentity identity;
    private final StoredPersonMapper mapper;

    JpaMembers(StoredMembers members, ViewerIdentity identity, StoredPersonMapper mapper) {
        this.members = members;
        this.identity = identity;
        this.mapper = mapper;
    }

    @Override
    public List<Member> all(Viewer viewer) {
        identity.assume(viewer);
        return members.all().stream().map(mapper::toMember).toList();
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        change(viewer, () -> members.changeRole(userId.value(), role.name()));
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        change(viewer, () -> members.remove(userId.value()));
    }

    @Override
    public void resetPassword(Viewer viewer, UserId userId, String passwordHash) {
        change(viewer, () -> members.resetPassword(userId.value(), passwordHash));
    }

    @Override
    public boolean isSecondFactorRequired(Viewer viewer) {
        identity.assume(viewer);
        return members.isSecondFactorRequired(viewer.organizationId().value()).orElse(false);
    }

    @Override
    public void requireSecondFactor(Viewer viewer, boolean required) {
        change(viewer, () -> members.requireSecondFactor(required));
    }

    @Override
    public void resetSecondFactor(Viewer viewer, UserId userId) {
        change(viewer, () -> members.resetSecondFactor(userId.value()));
    }

    @Override
    public void leave(Viewer viewer) {
        change(viewer, members::leave);
    }

    @Override
    public void close(Viewer viewer, UserId userId) {
        change(viewer, () -> members.close(userId.value()));
    }

    private void change(Viewer viewer, Supplier<Integer> change) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(change);
    }
}
