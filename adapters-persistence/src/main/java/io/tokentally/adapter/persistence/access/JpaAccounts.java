package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads accounts: for signing in through two functions of the owner's, for everything else under row-level security. */
final class JdbcAccounts implements Accounts {

    private final JdbcClient authentication;
    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    /**
     * @param authentication connects as the authentication role, which alone reads password hashes
     * @param jdbc connects as the application's role
     */
    JdbcAccounts(JdbcClient authentication, JdbcClient jdbc, ViewerIdentity identity) {
        this.authentication = authentication;
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public Optional<Account> findByLogin(String login) {
        return plain(login)
                .flatMap(name -> authentication
                        .sql("SELECT * FROM find_account(?)")
                        .param(name)
                        .query((row, number) -> account(row))
                        .optional());
    }

    @Override
    public List<Person> people(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT user_id, login, display_name FROM accounts
                        UNION ALL
                        SELECT user_id, login, display_name FROM former_members
                        WHERE user_id NOT IN (SELECT account.user_id FROM accounts account)
                        ORDER BY display_name, user_id""").query((row, number) -> person(row)).list();
    }

    private static Account account(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("password_expires_at", OffsetDateTime.class);
        return new Account(
                person(row),
                row.getString("password_hash"),
                row.getBoolean("one_time_password"),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getBoolean("operator"));
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
