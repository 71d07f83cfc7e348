package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ReviewKeysUseCase;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.KeyReviews;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Lets owners manage their members. */
@Transactional
public class ManageMembersService implements ManageMembersUseCase, ManageMemberAccountsUseCase, ReviewKeysUseCase {

    private final Members members;
    private final KeyReviews keyReviews;
    private final Passwords passwords;
    private final AuthenticationAudit audit;
    private final RequestOrigin origin;

    public ManageMembersService(
            Members members,
            KeyReviews keyReviews,
            Passwords passwords,
            AuthenticationAudit audit,
            RequestOrigin origin) {
        this.members = members;
        this.keyReviews = keyReviews;
        this.passwords = passwords;
        this.audit = audit;
        this.origin = origin;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Member> members(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        return members.all(viewer);
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        audited(viewer, () -> members.changeRole(viewer, userId, role));
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        audited(viewer, () -> members.remove(viewer, userId));
    }

    @Override
    public String resetPassword(Viewer viewer, UserId userId) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        String oneTimePassword = passwords.random();
        members.resetPassword(viewer, userId, passwords.hash(oneTimePassword));
        return oneTimePassword;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean isSecondFactorRequired(Viewer viewer) {
        viewer.requireMayLook(UsageScope.ORGANIZATION);
        return members.isSecondFactorRequired(viewer);
    }

    @Override
    public void requireSecondFactor(Viewer viewer, boolean required) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        members.requireSecondFactor(viewer, required);
    }

    @Override
    public void resetSecondFactor(Viewer viewer, UserId userId) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        members.resetSecondFactor(viewer, userId);
    }

    @Override
    public void leave(Viewer viewer) {
        audited(viewer, () -> members.leave(viewer));
    }

    @Override
    public void close(Viewer viewer, UserId userId) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        audited(viewer, () -> members.close(viewer, userId));
    }

    /** Whoever tries to leave an organization without an owner is told no, and that they tried is kept. */
    private void audited(Viewer viewer, Runnable change) {
        try {
            change.run();
        } catch (MembershipRefusedException e) {
            if (e.reason() == Reason.LAST_OWNER) {
                audit.note(
                        Event.ACCESS_REFUSED,
                        viewer.organizationId(),
                        viewer.userId(),
                        viewer.userId().value(),
                        origin.clientAddress().orElse(""));
            }
            throw e;
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<KeyToReview> keysToReview(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        return keyReviews.all(viewer);
    }

    @Override
    public void keep(Viewer viewer, VirtualKeyId id) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        keyReviews.keep(viewer, id);
    }
}
