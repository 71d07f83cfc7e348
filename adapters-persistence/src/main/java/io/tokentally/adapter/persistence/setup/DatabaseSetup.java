package io.tokentally.adapter.persistence.setup;

import io.tokentally.adapter.persistence.setup.DatabaseRoles.Member;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a database, at every start: group roles, schema, sign-in roles. Instances that start at the same time wait for
 * each other.
 *
 * <p>Four roles work on a database. The owner owns the schema and runs this. The application's role reads under row-level
 * security and owns nothing. The metering role inserts usage records and reads prices and keys. The authentication role reads
 * password hashes and keeps sessions.
 */
public final class DatabaseSetup {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSetup.class);

    /** Any number will do that nobody else takes in this database. */
    private static final long SETUP_LOCK = 0x746f6b656e74616cL;

    private static final int OLDEST_VERSION = 150_000;

    private DatabaseSetup() {}

    /**
     * Makes the roles and the schema, or brings them up to date.
     *
     * @param owner connects as the owner of the database
     * @throws DatabaseNotPreparedException if that cannot be done; the message says what to do
     */
    public static void prepare(DataSource owner, RoleLogin application, RoleLogin metering, RoleLogin authentication) {
        try (Connection connection = owner.getConnection()) {
            requireVersion(connection);
            execute(connection, "SELECT pg_advisory_lock(" + SETUP_LOCK + ")");
            try {
                prepare(connection, application, metering, authentication);
            } finally {
                endTransaction(connection);
                execute(connection, "SELECT pg_advisory_unlock(" + SETUP_LOCK + ")");
            }
        } catch (SQLException e) {
            throw new DatabaseNotPreparedException("The database cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static void prepare(
            Connection connection, RoleLogin application, RoleLogin metering, RoleLogin authentication)
            throws SQLException {
        DatabaseRoles roles = new DatabaseRoles(connection);
        List<Member> members = List.of(
                new Member(application, DatabaseRoles.APPLICATION),
                new Member(metering, DatabaseRoles.METERING),
                new Member(authentication, DatabaseRoles.AUTHENTICATION));
        roles.create(members);
        SchemaMigration.run(connection);
        roles.closeToThePublic();
        for (Member member : members) {
            roles.signIn(member);
        }
        LOG.info("The database is prepared; the application connects as {}", application.name());
    }

    private static void requireVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version')")) {
            result.next();
            if (result.getInt(1) < OLDEST_VERSION) {
                throw new DatabaseNotPreparedException(
                        "The database is PostgreSQL %s; version 15 or newer is needed.".formatted(result.getString(2)));
            }
        }
    }

    /** Where the migration failed, it may have left one open. */
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
