package io.tokentally.demo;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import java.util.List;

/** Made-up organizations, and the people who belong to them. */
public record Population(List<Organization> organizations, List<Inhabitant> people) {

    public Population {
        organizations = List.copyOf(organizations);
        people = List.copyOf(people);
    }

    /** An organization and what people call it. */
    public record Organization(OrganizationId id, String name) {}

    /** Somebody, and where they belong. */
    public record Inhabitant(Person person, List<Place> places) {}

    /** A role in an organization. */
    public record Place(OrganizationId organizationId, Role role) {}

    /** Registers those that are not there yet, all under the same password. */
    public void register(AccountRegistry registry, String passwordHash) {
        organizations.forEach(organization -> registry.addOrganization(organization.id(), organization.name()));
        for (Inhabitant inhabitant : people) {
            registry.addAccount(inhabitant.person(), passwordHash, false);
            inhabitant
                    .places()
                    .forEach(place ->
                            registry.addMembership(inhabitant.person().userId(), place.organizationId(), place.role()));
        }
    }
}
