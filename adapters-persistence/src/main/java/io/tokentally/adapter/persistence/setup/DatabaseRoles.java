package io.tokentally.adapter.persistence.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** The roles of a database: three groups that hold the rights, and for each a role that signs in. */
final class DatabaseRoles {

    /** Reads under row-level security, and keeps candidates. */
    static final String APPLICATION = "tokentally_app";

    /** Inserts usage records, reads prices and keys and nothing else. */
    static final String METERING = "tokentally_metering";

    /** Reads password hashes, and opens, finds and ends sessions, and does nothing else. */
    static final String AUTHENTICATION = "tokentally_auth";

    private static final List<String> GROUPS = List.of(APPLICATION, METERING, AUTHENTICATION);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection connection;

    DatabaseRoles(Connection connection) {
        this.connection = connection;
    }

    void createGroups() throws SQLException {
        for (String group : GROUPS) {
            createGroup(group);
        }
    }

    private void createGroup(String group) throws SQLException {
        if (!exists(group)) {
            executeAsAdministrator("CREATE ROLE %s NOLOGIN".formatted(group));
        }
    }

    /**
     * Nobody but the owner creates tables here, not even temporary ones: one named like ours would be found before ours
     * by whoever gets the connection next.
     */
    void closeToThePublic() throws SQLException {
        execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        String groups = String.join(", ", GROUPS);
        execute("GRANT USAGE ON SCHEMA public TO " + groups);
        String database = ask("SELECT quote_ident(current_database())");
        execute("REVOKE TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(database));
        execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(database, groups));
    }

    /**
     * Lets the role sign in with that password as a member of that group and of no other.
     *
     * @throws DatabaseNotPreparedException if the owner may not do so, or the role could go round row-level security
     */
    void signIn(RoleLogin login, String group) throws SQLException {
        if (!exists(login.name())) {
            executeAsAdministrator("CREATE ROLE %s LOGIN".formatted(login.name()));
        }
        if (!isMember(login.name(), group)) {
            executeAsAdministrator("GRANT %s TO %s".formatted(group, login.name()));
        }
        setPassword(login);
        for (String other : GROUPS) {
            if (!other.equals(group)) {
                requireHarmless(login.name(), other);
            }
        }
    }

    /** The driver sends a verifier instead of the password, so that no log of the server can hold it. */
    private void setPassword(RoleLogin login) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(login.name(), login.password().toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            // A role that an administrator made: its password is the administrator's, and signing in will tell.
        }
    }

    private void requireHarmless(String role, String otherGroup) throws SQLException {
        String harm = ask("""
                SELECT CASE
                    WHEN rolsuper THEN 'is a superuser'
                    WHEN rolbypassrls THEN 'has BYPASSRLS'
                    WHEN rolcreaterole THEN 'has CREATEROLE'
                    WHEN rolname = current_user OR pg_has_role(oid, current_user, 'MEMBER') THEN 'acts as the owner'
                    WHEN pg_has_role(oid, '%s', 'MEMBER') THEN 'is a member of %s'
                    ELSE '' END
                FROM pg_roles WHERE rolname = ?
                """.formatted(otherGroup, otherGroup), role);
        if (!harm.isEmpty()) {
            throw new DatabaseNotPreparedException(
                    "The database role %s %s, so that row-level security would not hold. Name another role."
                            .formatted(role, harm));
        }
    }

    private boolean exists(String role) throws SQLException {
        return ask("SELECT count(*) FROM pg_roles WHERE rolname = ?", role).equals("1");
    }

    private boolean isMember(String role, String group) throws SQLException {
        return ask("SELECT pg_has_role(?, ?, 'MEMBER')", role, group).equals("t");
    }

    private void executeAsAdministrator(String sql) throws SQLException {
        try {
            execute(sql);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw new DatabaseNotPreparedException(
                        "The owner %s may not manage roles. Let an administrator run: %s;"
                                .formatted(ask("SELECT current_user"), sql),
                        e);
            }
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
