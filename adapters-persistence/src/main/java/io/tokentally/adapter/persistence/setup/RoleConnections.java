package io.tokentally.adapter.persistence.setup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of a role that this installation has made, whatever password it has been given since. PostgreSQL lets each role change
 * its own, so that whoever gets one statement run could keep everybody out: the owner sets it back when a sign-in is refused.
 */
public final class RoleConnections extends DelegatingDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(RoleConnections.class);

    private static final String WRONG_PASSWORD = "28P01";

    private final DataSource owner;
    private final RoleLogin login;

    /**
     * @param connections of the role, a new one each time
     * @param owner connects as the owner of the database
     */
    public RoleConnections(DataSource connections, DataSource owner, RoleLogin login) {
        super(connections);
        this.owner = owner;
        this.login = login;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            if (!WRONG_PASSWORD.equals(e.getSQLState()) || !setBack(e)) {
                throw e;
            }
            return super.getConnection();
        }
    }

    /** Whether the role is ours, and has the password again that it was given. */
    private boolean setBack(SQLException refusal) {
        try (Connection connection = owner.getConnection()) {
            if (!new DatabaseRoles(connection).setBackPassword(login)) {
                return false;
            }
        } catch (SQLException | DatabaseNotPreparedException e) {
            refusal.addSuppressed(e);
            return false;
        }
        LOG.warn(
                "The database role {} had another password than this installation gave it, and has its own again. It can set that"
                        + " itself: find out who has got statements run as this role",
                login.name());
        return true;
    }

    /** The driver takes it from there. */
    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }
}
