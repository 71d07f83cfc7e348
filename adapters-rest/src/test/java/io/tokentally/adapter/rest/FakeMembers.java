package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The members of one organization and whom it has invited, in memory. */
final class FakeMembers implements ManageMembersUseCase {

    static final LinkSecret SECRET = new LinkSecret("5e".repeat(32));
    static final UserId ADA = new UserId("user-1");

    private final Map<UserId, Member> members = new LinkedHashMap<>();
    private final List<Invitation> invitations = new ArrayList<>();
    private boolean sendsMail;
    private boolean mailFails;

    void reset() {
        members.clear();
        invitations.clear();
        sendsMail = false;
        mailFails = false;
        put(ADA, "ada@acme.example", "Ada Lovelace", Role.OWNER, true);
        put(new UserId("user/2"), "bob@acme.example", "Bob", Role.MEMBER, false);
    }

    void sendMail() {
        sendsMail = true;
    }

    void failToSendMail() {
        sendsMail = true;
        mailFails = true;
    }

    private static final Instant SIGNED_IN = Instant.parse("2026-10-20T22:00:00Z");

    private void put(UserId id, String login, String name, Role role, boolean secondFactor) {
        members.put(id, new Member(new Person(id, login, name), role, secondFactor, secondFactor ? SIGNED_IN : null));
    }

    @Override
    public List<Member> members(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        return List.copyOf(members.values());
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        Member member = known(userId);
        members.put(userId, new Member(member.person(), role, member.secondFactor(), member.lastSignIn()));
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        if (known(userId).role() == Role.OWNER) {
            throw new MembershipRefusedException(Reason.LAST_OWNER);
        }
        members.remove(userId);
    }

    private Member known(UserId userId) {
        return Optional.ofNullable(members.get(userId))
                .orElseThrow(() -> new MembershipRefusedException(Reason.NO_SUCH_MEMBER));
    }

    @Override
    public void leave(Viewer viewer) {
        members.remove(viewer.userId());
    }

    ManageInvitationsUseCase manageInvitations() {
        return new ManageInvitationsUseCase() {
            @Override
            public List<Invitation> invitations(Viewer viewer) {
                viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
                return List.copyOf(invitations);
            }

            @Override
            public boolean sendsMail() {
                return sendsMail;
            }

            @Override
            public Invited invite(Viewer viewer, EmailAddress address, Role role) {
                viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
                if (mailFails) {
                    throw new InvitationNotSentException(address, new IllegalStateException("no mail server"));
                }
                UUID id = new UUID(0, invitations.size() + 1L);
                invitations.addFirst(new Invitation(
                        id,
                        address,
                        role,
                        sendsMail,
                        viewer.userId(),
                        RestTestApplication.NOW,
                        RestTestApplication.NOW.plus(Duration.ofDays(7)),
                        Invitation.State.OPEN));
                return new Invited(
                        id,
                        address,
                        sendsMail
                                ? Optional.empty()
                                : Optional.of(new PrivateLink(PrivateLink.Kind.INVITATION, SECRET)));
            }

            @Override
            public void revoke(Viewer viewer, UUID id) {
                viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
                if (!invitations.removeIf(known -> known.id().equals(id))) {
                    throw new MembershipRefusedException(Reason.NO_SUCH_INVITATION);
                }
            }
        };
    }
}
