package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;

/** Registers organizations and accounts, as the owner of the installation. What is there already stays as it is. */
@SystemPort("the installation's owner registers, before there is anybody to look")
public interface AccountRegistry {

    boolean isEmpty();

    void addOrganization(OrganizationId organizationId, String name);

    /**
     * Registers an account.
     *
     * @param oneTimePassword whether the person must change the password before anything else
     */
    void addAccount(Person person, String passwordHash, boolean oneTimePassword);

    /** Registers an operator of the installation. */
    void addOperator(Person person, String passwordHash);

    /** Adds a membership. An account that no organization manages yet is managed by this one from now on. */
    void addMembership(UserId userId, OrganizationId organizationId, Role role);
}
