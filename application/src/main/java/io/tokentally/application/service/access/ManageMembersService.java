package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.application.port.out.access.Members;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.MembershipRefused;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.ChosenName;
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
        String name = chosen("login", login, Person.MAX_LOGIN_LENGTH).toLowerCase(Locale.ROOT);
        String shown = chosen("name", displayName, Person.MAX_NAME_LENGTH);
        String oneTimePassword = passwords.random();
        boolean isNew =
                members.add(viewer, new Person(new UserId(name), name, shown), passwords.hash(oneTimePassword), role);
        return isNew ? Optional.of(oneTimePassword) : Optional.empty();
    }

    private static String chosen(String field, String name, int maxLength) {
        try {
            return ChosenName.require("The " + field, name, maxLength);
        } catch (IllegalArgumentException e) {
            throw new MembershipRefused("%s. Type it again.".formatted(e.getMessage()));
        }
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
