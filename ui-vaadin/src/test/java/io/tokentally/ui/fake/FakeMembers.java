package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.in.access.ConfirmSignInUseCase;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.in.access.ManageMemberAccountsUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.in.access.ReviewKeysUseCase;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.KeyToReview;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of {@link FakeAccess} by the rules of the core; everybody's password is {@code demo} at first. */
public final class FakeMembers
        implements ManageMembersUseCase,
                ManageMemberAccountsUseCase,
                ReviewKeysUseCase,
                ManageInvitationsUseCase,
                ConfirmSignInUseCase,
                ChangePasswordUseCase {

    public static final String FIRST_PASSWORD = "demo";
    public static final String ONE_TIME_PASSWORD = "plum-tower-seven-lake";

    /** Of every link that an invitation has. */
    public static final String LINK_SECRET = "5".repeat(64);

    private final FakeAccess access;
    private final Map<UserId, Instant> lastSignIns = new HashMap<>();
    private final List<Invitation> invitations = new ArrayList<>();
    public final List<KeyToReview> keysToReview = new ArrayList<>();
    private boolean fresh = true;
    private final Map<UserId, String> passwords = new HashMap<>();
    private @Nullable RuntimeException failure;

    public FakeMembers(FakeAccess access) {
        this.access = access;
    }

    public void reset() {
        keysToReview.clear();
        lastSignIns.clear();
        passwords.clear();
        invitations.clear();
        fresh = true;
        failure = null;
    }

    /** Fails from now on; null mends it. */
    public void failWith(@Nullable RuntimeException exception) {
        failure = exception;
    }

    public void signedIn(UserId userId, Instant at) {
        lastSignIns.put(userId, at);
    }

    public String passwordOf(UserId userId) {
        return passwords.getOrDefault(userId, FIRST_PASSWORD);
    }

    public Optional<Role> roleOf(Viewer viewer, UserId userId) {
        return access.places().stream()
                .filter(place ->
                        place.userId().equals(userId) && place.organizationId().equals(viewer.organizationId()))
                .map(Membership::role)
                .findFirst();
    }

    @Override
    public List<Member> members(Viewer viewer) {
        begin(viewer);
        return access.persons().stream()
                .flatMap(person -> roleOf(viewer, person.userId()).stream()
                        .map(role -> new Member(
                                person,
                                role,
                                access.secondFactors().contains(person.userId()),
                                lastSignIns.get(person.userId()))))
                .sorted(Comparator.comparing(member -> member.person().displayName()))
                .toList();
    }

    /** Takes somebody in who has accepted. */
    public void takeIn(Viewer viewer, Person person, Role role) {
        access.persons().add(person);
        place(viewer, person.userId(), role);
    }

    @Override
    public List<Invitation> invitations(Viewer viewer) {
        begin(viewer);
        return List.copyOf(invitations);
    }

    @Override
    public boolean sendsMail() {
        return false;
    }

    @Override
    public Invited invite(Viewer viewer, EmailAddress address, Role role) {
        begin(viewer);
        if (roleOf(viewer, new UserId(address.value())).isPresent()) {
            throw new MembershipRefusedException(Reason.ALREADY_MEMBER);
        }
        invitations.removeIf(known -> known.address().equals(address));
        UUID id = new UUID(0, invitations.size() + 1L);
        invitations.add(new Invitation(
                id,
                address,
                role,
                false,
                viewer.userId(),
                SessionFixtures.NOON,
                SessionFixtures.NOON.plusSeconds(7 * 24 * 3600),
                Invitation.State.OPEN));
        return new Invited(
                id, address, Optional.of(new PrivateLink(PrivateLink.Kind.INVITATION, new LinkSecret(LINK_SECRET))));
    }

    @Override
    public void revoke(Viewer viewer, UUID id) {
        begin(viewer);
        invitations.removeIf(known -> known.id().equals(id));
    }

    @Override
    public void leave(Viewer viewer) {
        throwIfBroken();
        requireOtherOwner(viewer, viewer.userId());
        takeOut(viewer, viewer.userId());
    }

    @Override
    public void close(Viewer viewer, UserId userId) {
        remove(viewer, userId);
    }

    @Override
    public List<KeyToReview> keysToReview(Viewer viewer) {
        begin(viewer);
        return List.copyOf(keysToReview);
    }

    @Override
    public void keep(Viewer viewer, VirtualKeyId id) {
        begin(viewer);
        if (!keysToReview.removeIf(key -> key.id().equals(id))) {
            throw new MembershipRefusedException(Reason.NO_SUCH_KEY);
        }
    }

    @Override
    public boolean isFresh(Session session) {
        return fresh;
    }

    @Override
    public boolean asksForCode(Session session) {
        return access.secondFactors().contains(session.person().userId());
    }

    @Override
    public void confirm(Session session, String password, String code) {
        if (!passwordOf(session.person().userId()).equals(password)) {
            throw new PasswordRefusedException("The password is wrong.");
        }
        if (asksForCode(session) && !code.equals(FakeSecondFactor.CODE)) {
            throw new SecondFactorRefusedException(SecondFactorRefusedException.Reason.WRONG_CODE);
        }
        fresh = true;
    }

    /** The sign-in is too long ago from now on. */
    public void signInIsLongAgo() {
        fresh = false;
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        begin(viewer);
        requireOtherOwner(viewer, userId);
        takeOut(viewer, userId);
        place(viewer, userId, role);
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        begin(viewer);
        requireOtherOwner(viewer, userId);
        takeOut(viewer, userId);
    }

    @Override
    public boolean isSecondFactorRequired(Viewer viewer) {
        begin(viewer);
        return access.secondFactorRequired().contains(viewer.organizationId());
    }

    @Override
    public void requireSecondFactor(Viewer viewer, boolean required) {
        begin(viewer);
        if (!required) {
            access.secondFactorRequired().remove(viewer.organizationId());
        } else if (access.secondFactors().contains(viewer.userId())) {
            access.secondFactorRequired().add(viewer.organizationId());
        } else {
            throw new MembershipRefusedException(Reason.OWN_SECOND_FACTOR_FIRST);
        }
    }

    @Override
    public void resetSecondFactor(Viewer viewer, UserId userId) {
        begin(viewer);
        access.secondFactors().remove(userId);
    }

    @Override
    public String resetPassword(Viewer viewer, UserId userId) {
        begin(viewer);
        if (access.places().stream()
                        .filter(place -> place.userId().equals(userId))
                        .count()
                > 1) {
            throw new MembershipRefusedException(Reason.NOT_YOURS_TO_RESET);
        }
        passwords.put(userId, ONE_TIME_PASSWORD);
        access.setMustChangePassword(userId, true);
        return ONE_TIME_PASSWORD;
    }

    @Override
    public void change(Session session, @Nullable String currentPassword, NewPassword newPassword) {
        throwIfBroken();
        UserId userId = session.person().userId();
        boolean justShown = session.limit() == SessionLimit.PASSWORD_CHANGE && currentPassword == null;
        if (!justShown && !passwordOf(userId).equals(currentPassword)) {
            throw new PasswordRefusedException("The current password is wrong.");
        }
        passwords.put(userId, newPassword.value());
        access.setMustChangePassword(userId, false);
    }

    private void begin(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        throwIfBroken();
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }

    private void requireOtherOwner(Viewer viewer, UserId userId) {
        boolean none = access.places().stream()
                .noneMatch(place -> place.organizationId().equals(viewer.organizationId())
                        && place.role() == Role.OWNER
                        && !place.userId().equals(userId));
        if (none) {
            throw new MembershipRefusedException(Reason.LAST_OWNER);
        }
    }

    private void takeOut(Viewer viewer, UserId userId) {
        access.places()
                .removeIf(place ->
                        place.userId().equals(userId) && place.organizationId().equals(viewer.organizationId()));
    }

    private void place(Viewer viewer, UserId userId, Role role) {
        String name = access.places().stream()
                .filter(place -> place.organizationId().equals(viewer.organizationId()))
                .map(Membership::organizationName)
                .findFirst()
                .orElseThrow();
        access.places().add(new Membership(userId, viewer.organizationId(), name, role));
    }
}
