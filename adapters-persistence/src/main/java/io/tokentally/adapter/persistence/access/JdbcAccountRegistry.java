package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.ChosenName;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes accounts, connected as the owner. */
final class JdbcAccountRegistry implements AccountRegistry {

    private final JdbcClient owner;

    JdbcAccountRegistry(JdbcClient owner) {
        this.owner = owner;
    }

    @Override
    public boolean isEmpty() {
        return owner.sql("SELECT NOT EXISTS (SELECT FROM public.accounts)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void addOrganization(OrganizationId organizationId, String name) {
        owner.sql("INSERT INTO public.organizations (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(organizationId.value(), ChosenName.require("organization name", name, 255))
                .update();
    }

    @Override
    public void addAccount(Person person, String passwordHash, boolean oneTimePassword) {
        owner.sql("""
                        INSERT INTO public.accounts (user_id, login, display_name, password_hash, one_time_password)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(person.userId().value(), person.login(), person.displayName(), passwordHash, oneTimePassword)
                .update();
    }

    @Override
    public void addOperator(Person person, String passwordHash) {
        owner.sql("""
                        INSERT INTO public.accounts (user_id, login, display_name, password_hash, one_time_password, operator)
                        VALUES (?, ?, ?, ?, false, true) ON CONFLICT DO NOTHING""")
                .params(person.userId().value(), person.login(), person.displayName(), passwordHash)
                .update();
    }

    @Override
    public void addMembership(UserId userId, OrganizationId organizationId, Role role) {
        owner.sql("""
                        WITH managed AS (
                            UPDATE public.accounts SET managed_by = :organization
                            WHERE user_id = :user AND managed_by IS NULL)
                        INSERT INTO public.memberships (user_id, organization_id, role)
                        VALUES (:user, :organization, :role) ON CONFLICT DO NOTHING""")
                .param("user", userId.value())
                .param("organization", organizationId.value())
                .param("role", role.name())
                .update();
    }
}
