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
final class JpaAccounts implements Accounts {

    private final JdbcClient authentication;
    private final StoredPeople people;
    private final ViewerIdentity identity;
    private final StoredPersonMapper mapper;

    /**
     * @param authentication connects as the authentication role, which alone reads password hashes
     */
    JpaAccounts(JdbcClient authentication, StoredPeople people, ViewerIdentity identity, StoredPersonMapper mapper) {
        this.authentication = authentication;
        this.people = people;
        this.identity = identity;
        this.mapper = mapper;
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
        return people.all().stream().map(mapper::toPerson).toList();
    }

    private static Account account(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("password_expires_at", OffsetDateTime.class);
        return new Account(
                new Person(new UserId(row.getString("user_id")), row.getString("login"), row.getString("display_name")),
                row.getString("password_hash"),
                row.getBoolean("one_time_password"),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getBoolean("operator"));
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
