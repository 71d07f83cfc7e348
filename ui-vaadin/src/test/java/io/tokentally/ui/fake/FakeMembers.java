package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.MembershipRefused;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefused;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of {@link FakeAccess} by the rules of the core; everybody's password is {@code demo} at first. */
public final class FakeMembers implements ManageMembersUseCase, ChangePasswordUseCase {

    public static final String FIRST_PASSWORD = "demo";
    public static final String ONE_TIME_PASSWORD = "plum-tower-seven-lake";

    private final FakeAccess access;
    private final Map<UserId, String> passwords = new HashMap<>();
    private @Nullable RuntimeException failure;

    public FakeMembers(FakeAccess access) {
        this.access = access;
    }

    public void reset() {
        passwords.clear();
        failure = null;
    }

    /** Fails from now on; null mends it. */
    public void failWith(@Nullable RuntimeException exception) {
        failure = exception;
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
                .flatMap(person -> roleOf(viewer, person.userId()).stream().map(role -> new Member(person, role)))
                .sorted(Comparator.comparing(member -> member.person().displayName()))
                .toList();
    }

    @Override
    public Optional<String> add(Viewer viewer, String login, String displayName, Role role) {
        begin(viewer);
        Person person = new Person(new UserId(login), login, displayName);
        if (roleOf(viewer, person.userId()).isPresent()) {
            throw new MembershipRefused("%s belongs to the organization already.".formatted(login));
        }
        boolean isNew =
                access.persons().stream().noneMatch(known -> known.userId().equals(person.userId()));
        if (isNew) {
            access.persons().add(person);
        }
        place(viewer, person.userId(), role);
        return isNew ? Optional.of(ONE_TIME_PASSWORD) : Optional.empty();
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
    public String resetPassword(Viewer viewer, UserId userId) {
        begin(viewer);
        if (access.places().stream()
                        .filter(place -> place.userId().equals(userId))
                        .count()
                > 1) {
            throw new MembershipRefused("They belong to another organization as well.");
        }
        passwords.put(userId, ONE_TIME_PASSWORD);
        access.setMustChangePassword(userId, true);
        return ONE_TIME_PASSWORD;
    }

    @Override
    public void change(Session session, @Nullable String currentPassword, NewPassword newPassword) {
        throwIfBroken();
        UserId userId = session.person().userId();
        boolean justShown = session.passwordChangeOnly() && currentPassword == null;
        if (!justShown && !passwordOf(userId).equals(currentPassword)) {
            throw new PasswordRefused("The current password is wrong.");
        }
        passwords.put(userId, newPassword.value());
        access.setMustChangePassword(userId, false);
    }

    private void begin(Viewer viewer) {
        viewer.requireOwner();
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
            throw new MembershipRefused("Somebody must remain as owner. Make another person an owner first.");
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
