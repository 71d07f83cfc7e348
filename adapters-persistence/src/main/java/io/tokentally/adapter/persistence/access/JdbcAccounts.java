package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads accounts: for signing in through two functions of the owner's, for everything else under row-level security. */
final class JdbcAccounts implements Accounts {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcAccounts(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public Optional<Account> findByLogin(String login) {
        return plain(login)
                .flatMap(name -> jdbc.sql("SELECT * FROM find_account(?)")
                        .param(name)
                        .query((row, number) -> new Account(
                                person(row), row.getString("password_hash"), row.getBoolean("one_time_password")))
                        .optional());
    }

    @Override
    public List<Membership> membershipsOf(UserId userId) {
        return jdbc.sql("SELECT * FROM memberships_of(?) ORDER BY organization_name, organization_id")
                .param(userId.value())
                .query((row, number) -> new Membership(
                        userId,
                        new OrganizationId(row.getString("organization_id")),
                        row.getString("organization_name"),
                        Role.valueOf(row.getString("role"))))
                .list();
    }

    @Override
    public List<Person> people(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT user_id, login, display_name FROM accounts ORDER BY display_name, user_id")
                .query((row, number) -> person(row))
                .list();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(new UserId(row.getString("user_id")), row.getString("login"), row.getString("display_name"));
    }

    /** What no account can be called, NUL among it, is looked for in vain. */
    private static Optional<String> plain(String login) {
        try {
            return Optional.of(PlainText.require("login", login, 255));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
