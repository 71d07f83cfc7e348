package io.tokentally.demo;

import io.tokentally.demo.Population.Inhabitant;
import io.tokentally.demo.Population.Organization;
import io.tokentally.demo.Population.Place;
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

    static final Population POPULATION = new Population(
            List.of(new Organization(ACME, "Acme"), new Organization(GLOBEX, "Globex")),
            List.of(
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
                            new Place(GLOBEX, Role.ADMIN))));

    /** Runs the installation, and belongs to no organization. */
    static final Person OPERATOR =
            new Person(new UserId("operator@demo.example"), "operator@demo.example", "Opal Quist");

    private DemoPeople() {}

    /** What somebody may see. */
    static String description(Inhabitant inhabitant) {
        return inhabitant.places().stream().map(DemoPeople::description).collect(Collectors.joining(", "));
    }

    private static String description(Place place) {
        return "%s of %s"
                .formatted(
                        capitalized(place.role().name()),
                        capitalized(place.organizationId().value()));
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Inhabitant person(String login, String name, Place... places) {
        return new Inhabitant(new Person(new UserId(login), login, name), List.of(places));
    }
}
