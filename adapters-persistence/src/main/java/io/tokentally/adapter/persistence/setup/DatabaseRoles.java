package io.tokentally.adapter.persistence.setup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    private static final List<String> WRONG_PASSWORD = List.of("28P01", "28000");
    private static final String LABEL = "Tokentally made this role for the database ";

    private final Connection connection;
    private final Set<String> made = new HashSet<>();

    DatabaseRoles(Connection connection) {
        this.connection = connection;
    }

    /**
     * Makes the groups, and the roles that sign in as members of one each, where they are not there.
     *
     * @throws DatabaseNotPreparedException if the owner may not do so; the message has everything that an administrator
     *     has to run in its place
     */
    void create(List<Member> members) throws SQLException {
        List<String> missing = new ArrayList<>();
        Set<String> absent = new HashSet<>();
        for (String group : GROUPS) {
            if (!exists(group) && !succeeds("CREATE ROLE %s NOLOGIN".formatted(group), missing)) {
                absent.add(group);
            }
        }
        for (Member member : members) {
            String role = member.login().name();
            if (!exists(role)) {
                if (succeeds("CREATE ROLE %s LOGIN".formatted(role), missing)) {
                    made.add(role);
                    execute("COMMENT ON ROLE %s IS '%s'".formatted(role, label()));
                } else {
                    missing.set(missing.size() - 1, missing.getLast() + " PASSWORD '\u2026'");
                    absent.add(role);
                }
            }
            String grant = "GRANT %s TO %s".formatted(member.group(), role);
            if (absent.contains(role) || absent.contains(member.group())) {
                missing.add(grant);
            } else if (!isMember(role, member.group())) {
                requireOursOrItsPassword(member.login());
                succeeds(grant, missing);
            }
        }
        if (!missing.isEmpty()) {
            throw new DatabaseNotPreparedException(
                    "The owner %s may not manage roles. Let an administrator run all of this, with the roles' passwords as the settings give them:%n%s"
                            .formatted(
                                    ask("SELECT current_user"),
                                    missing.stream()
                                            .map(statement -> "  " + statement + ";")
                                            .collect(Collectors.joining("\n"))));
        }
    }

    /** A role that signs in, and the group whose rights it has. */
    record Member(RoleLogin login, String group) {}

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
     * Sees to it that the role signs in with that password, as a member of its group and of no other. The password of a
     * role that this installation has not made is left as it is: it may be somebody else's.
     *
     * @throws DatabaseNotPreparedException if it has another password, or could go round row-level security
     */
    void signIn(Member member) throws SQLException {
        RoleLogin login = member.login();
        for (String other : GROUPS) {
            if (!other.equals(member.group())) {
                requireHarmless(login.name(), other);
            }
        }
        if (made.contains(login.name())) {
            setPassword(login);
        } else if (canSignIn(login)) {
            labelIfNobodys(login.name());
        } else if (isOurs(login.name())) {
            setPassword(login);
        } else {
            throw notOurs(login);
        }
    }

    /**
     * Gives a role that this installation has made the password again that it is to have.
     *
     * @return whether it did; not for a role that is somebody else's
     * @throws DatabaseNotPreparedException if the owner may not
     */
    boolean setBackPassword(RoleLogin login) throws SQLException {
        if (!isOurs(login.name())) {
            return false;
        }
        setPassword(login);
        return true;
    }

    /** What a role that an installation made says of itself: databases keep their number when they are renamed. */
    private String label() throws SQLException {
        return LABEL + ask("SELECT oid FROM pg_database WHERE datname = current_database()");
    }

    private boolean isOurs(String role) throws SQLException {
        return labelOf(role).equals(label());
    }

    private String labelOf(String role) throws SQLException {
        return ask("SELECT coalesce(shobj_description(oid, 'pg_authid'), '') FROM pg_roles WHERE rolname = ?", role);
    }

    /** Roles of earlier versions say nothing of themselves. */
    private void labelIfNobodys(String role) throws SQLException {
        if (labelOf(role).isEmpty()) {
            succeeds("COMMENT ON ROLE %s IS '%s'".formatted(role, label()), new ArrayList<>());
        }
    }

    private boolean canSignIn(RoleLogin login) throws SQLException {
        try (Connection trial =
                DriverManager.getConnection(connection.getMetaData().getURL(), login.name(), login.password())) {
            return trial.isValid(0);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                // It is who it says, and may not connect yet.
                return true;
            }
            throw e;
        }
    }

    /** The driver sends a verifier instead of the password, so that no log of the server can hold it. */
    private void setPassword(RoleLogin login) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(login.name(), login.password().toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw notOurs(login);
            }
            throw e;
        }
    }

    /** A role that is somebody else's is given nothing, either. */
    private void requireOursOrItsPassword(RoleLogin login) throws SQLException {
        if (!made.contains(login.name()) && !isOurs(login.name()) && !canSignIn(login)) {
            throw notOurs(login);
        }
    }

    private static DatabaseNotPreparedException notOurs(RoleLogin login) {
        return new DatabaseNotPreparedException(
                ("The database role %1$s is there already and has another password than the one that is set, and this installation did not make it."
                                + " Set its password, name another role, or let an administrator run: ALTER ROLE %1$s PASSWORD '\u2026';")
                        .formatted(login.name()));
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

    /** Whether the owner may run it; what it may not is added to the list. */
    private boolean succeeds(String sql, List<String> refused) throws SQLException {
        try {
            execute(sql);
            return true;
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                refused.add(sql);
                return false;
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
