package io.tokentally.demo;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The organizations and people of demo mode. */
final class DemoPeople {

    static final String PASSWORD = "demo";

    static final OrganizationId ACME = new OrganizationId("acme");
    static final OrganizationId GLOBEX = new OrganizationId("globex");

    static final List<Organization> ORGANIZATIONS =
            List.of(new Organization(ACME, "Acme"), new Organization(GLOBEX, "Globex"));

    static final List<DemoPerson> PEOPLE = List.of(
            person("owner@acme.example", "Olivia Hart", new Place(ACME, Role.OWNER)),
            person("admin@acme.example", "Adrian Moss", new Place(ACME, Role.ADMIN)),
            person("member@acme.example", "Mia Berg", new Place(ACME, Role.MEMBER)),
            person("second@acme.example", "Sam Okafor", new Place(ACME, Role.MEMBER)),
            person("owner@globex.example", "Greta Lind", new Place(GLOBEX, Role.OWNER)),
            person("member@globex.example", "Marco Ruiz", new Place(GLOBEX, Role.MEMBER)),
            person(
                    "consultant@demo.example",
                    "Chris Doyle",
                    new Place(ACME, Role.MEMBER),
                    new Place(GLOBEX, Role.ADMIN)));

    /** Runs the installation, and belongs to no organization. */
    static final Person OPERATOR =
            new Person(new UserId("operator@demo.example"), "operator@demo.example", "Opal Quist");

    private DemoPeople() {}

    /** An organization and what people call it. */
    record Organization(OrganizationId id, String name) {}

    /** Somebody, and where they belong. */
    record DemoPerson(Person person, List<Place> places) {

        String description() {
            return places.stream().map(Place::description).collect(Collectors.joining(", "));
        }
    }

    /** A role in an organization. */
    record Place(OrganizationId organizationId, Role role) {

        private String description() {
            return "%s of %s".formatted(capitalized(role.name()), capitalized(organizationId.value()));
        }

        private static String capitalized(String word) {
            return word.substring(0, 1).toUpperCase(Locale.ROOT)
                    + word.substring(1).toLowerCase(Locale.ROOT);
        }
    }

    private static DemoPerson person(String login, String name, Place... places) {
        return new DemoPerson(new Person(new UserId(login), login, name), List.of(places));
    }
}
