package io.tokentally.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database and the owner's role of the embedded PostgreSQL, made by its superuser. */
final class EmbeddedRoles {

    static final String DATABASE = "tokentally";

    private final DataSource connections;
    private final JdbcClient superuser;
    private final EmbeddedPasswords passwords;

    EmbeddedRoles(DataSource superuser, EmbeddedPasswords passwords) {
        this.connections = superuser;
        this.superuser = JdbcClient.create(superuser);
        this.passwords = passwords;
    }

    /** Does nothing where they exist. */
    void create() {
        DatabaseLogin owner = passwords.owner();
        if (!exists("SELECT 1 FROM pg_roles WHERE rolname = ?", owner.username())) {
            superuser.sql("CREATE ROLE " + owner.username() + " CREATEROLE").update();
        }
        // Who was killed between the two finds it without.
        if (!exists("SELECT 1 FROM pg_roles WHERE rolname = ? AND rolcanlogin", owner.username())) {
            setPassword(owner);
            superuser.sql("ALTER ROLE " + owner.username() + " LOGIN").update();
        }
        if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
            superuser
                    .sql("CREATE DATABASE " + DATABASE + " OWNER " + owner.username())
                    .update();
        }
    }

    private boolean exists(String query, String name) {
        return superuser.sql(query).param(name).query(Integer.class).optional().isPresent();
    }

    /** The driver sends a verifier: what logs statements, here or in the server, never has the password. */
    private void setPassword(DatabaseLogin login) {
        try (Connection connection = connections.getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(login.username(), login.password().toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The owner's password cannot be set", e);
        }
    }
}
