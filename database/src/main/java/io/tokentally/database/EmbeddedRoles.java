package io.tokentally.database;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database and the owner's role of the embedded PostgreSQL, made by its superuser. */
final class EmbeddedRoles {

    static final String DATABASE = "tokentally";

    private final JdbcClient superuser;
    private final EmbeddedPasswords passwords;

    EmbeddedRoles(DataSource superuser, EmbeddedPasswords passwords) {
        this.superuser = JdbcClient.create(superuser);
        this.passwords = passwords;
    }

    /** Does nothing where they exist. */
    void create() {
        DatabaseLogin owner = passwords.owner();
        if (!exists("SELECT 1 FROM pg_roles WHERE rolname = ?", owner.username())) {
            execute("CREATE ROLE %s LOGIN CREATEROLE PASSWORD %s", owner.username(), owner.password());
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

    // Role names and passwords are our own, of letters and digits: a statement of this kind takes no parameters.
    private void execute(String statement, String role, String password) {
        superuser.sql(statement.formatted(role, "'" + password + "'")).update();
    }
}
