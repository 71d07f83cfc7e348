package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Lets owners manage their members. */
@Transactional
public class ManageMembersService implements ManageMembersUseCase {

    private final Members members;
    private final Passwords passwords;

    public ManageMembersService(Members members, Passwords passwords) {
        this.members = members;
        this.passwords = passwords;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Member> members(Viewer viewer) {
        viewer.requireOwner();
        return members.all(viewer);
    }

    @Override
    public Optional<String> add(Viewer viewer, String login, String displayName, Role role) {
        viewer.requireOwner();
        String name = login.strip().toLowerCase(Locale.ROOT);
        String oneTimePassword = passwords.random();
        boolean isNew = members.add(
                viewer, new Person(new UserId(name), name, displayName), passwords.hash(oneTimePassword), role);
        return isNew ? Optional.of(oneTimePassword) : Optional.empty();
    }

    @Override
    public void changeRole(Viewer viewer, UserId userId, Role role) {
        viewer.requireOwner();
        members.changeRole(viewer, userId, role);
    }

    @Override
    public void remove(Viewer viewer, UserId userId) {
        viewer.requireOwner();
        members.remove(viewer, userId);
    }

    @Override
    public String resetPassword(Viewer viewer, UserId userId) {
        viewer.requireOwner();
        String oneTimePassword = passwords.random();
        members.resetPassword(viewer, userId, passwords.hash(oneTimePassword));
        return oneTimePassword;
    }
}
