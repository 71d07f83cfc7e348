package io.tokentally.bootstrap.start;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import java.util.Optional;
import java.util.UUID;

/** Makes the first account of an installation that has none, so that somebody can sign in. */
final class FirstOwner {

    static final String LOGIN = "owner@localhost";

    private static final OrganizationId ORGANIZATION = new OrganizationId("default");

    private final AccountRegistry registry;
    private final Passwords passwords;

    FirstOwner(AccountRegistry registry, Passwords passwords) {
        this.registry = registry;
        this.passwords = passwords;
    }

    /** Returns the password of the account just made, which is kept nowhere else; empty if there were accounts. */
    Optional<String> createIfNobody() {
        if (!registry.isEmpty()) {
            return Optional.empty();
        }
        String password = passwords.random();
        Person owner = new Person(new UserId(UUID.randomUUID().toString()), LOGIN, "Owner");
        registry.addOrganization(ORGANIZATION, "Default");
        registry.addAccount(owner, passwords.hash(password), true);
        registry.addMembership(owner.userId(), ORGANIZATION, Role.OWNER);
        return Optional.of(password);
    }
}
