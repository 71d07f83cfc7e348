package io.tokentally.demo.generate;

import io.tokentally.demo.Population;
import io.tokentally.demo.Population.Inhabitant;
import io.tokentally.demo.Population.Organization;
import io.tokentally.demo.Population.Place;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Organizations and people who exist for their usage alone. */
public final class GeneratedPeople {

    private static final int MAX_HOST_LENGTH = 60;
    private static final int USERS_PER_ADMIN = 50;

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Ben", "Chloe", "David", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mara",
            "Noah", "Olga", "Priya", "Quinn", "Rosa", "Sven");
    private static final List<String> LAST_NAMES = List.of(
            "Abbott", "Brandt", "Costa", "Dahl", "Eriksen", "Fischer", "Garcia", "Haas", "Ivanov", "Jensen", "Kaur",
            "Lang", "Moreau", "Novak", "Okoye", "Park", "Rossi");

    private GeneratedPeople() {}

    /** Names of organizations: {@code generated-01} and so on. */
    public static List<OrganizationId> organizations(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(place -> new OrganizationId("generated-%02d".formatted(place)))
                .toList();
    }

    /** The organizations of a plan, and its users: of each organization an owner, some admins, and members. */
    public static Population withOrganizations(UsagePlan plan) {
        return new Population(
                plan.organizations().stream()
                        .map(id -> new Organization(id, id.value()))
                        .toList(),
                people(plan, GeneratedPeople::role));
    }

    /** The users of a plan as members of its organizations, which are there already. */
    public static Population members(UsagePlan plan) {
        return new Population(List.of(), people(plan, number -> Role.MEMBER));
    }

    private static List<Inhabitant> people(UsagePlan plan, IntFunction<Role> role) {
        return plan.organizations().stream()
                .flatMap(organization -> IntStream.rangeClosed(1, plan.usersPerOrganization())
                        .mapToObj(number -> new Inhabitant(
                                person(organization, number), List.of(new Place(organization, role.apply(number))))))
                .toList();
    }

    private static Person person(OrganizationId organization, int number) {
        UserId userId = userId(organization, number);
        return new Person(
                userId,
                userId.value(),
                FIRST_NAMES.get(number % FIRST_NAMES.size()) + " " + LAST_NAMES.get(number % LAST_NAMES.size()));
    }

    private static Role role(int number) {
        if (number == 1) {
            return Role.OWNER;
        }
        return number % USERS_PER_ADMIN == 2 ? Role.ADMIN : Role.MEMBER;
    }

    /**
     * A user as accounts and calls name them.
     *
     * @param number from 1 on
     */
    static UserId userId(OrganizationId organization, int number) {
        return new UserId("user-%03d@%s.example".formatted(number, host(organization)));
    }

    private static String host(OrganizationId organization) {
        String plain = organization.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return plain.substring(0, Math.min(plain.length(), MAX_HOST_LENGTH));
    }
}
