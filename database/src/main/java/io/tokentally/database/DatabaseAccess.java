package io.tokentally.database;

import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How to reach the database, as each of its four roles.
 *
 * @param owner owns the schema and changes it
 * @param application reads, under row-level security
 * @param metering adds usage records, and reads none
 * @param authentication reads password hashes, and keeps sessions
 */
public record DatabaseAccess(
        String jdbcUrl,
        DatabaseLogin owner,
        DatabaseLogin application,
        DatabaseLogin metering,
        DatabaseLogin authentication) {

    /** Connections of the schema's owner, a new one each time. */
    public DataSource asOwner() {
        return as(owner);
    }

    /** Connections of one of the roles, a new one each time. */
    public DataSource as(DatabaseLogin login) {
        return connections(jdbcUrl, login);
    }

    static DataSource connections(String jdbcUrl, DatabaseLogin login) {
        DriverManagerDataSource connections = new DriverManagerDataSource(jdbcUrl, login.username(), login.password());
        connections.setConnectionProperties(quiet());
        return connections;
    }

    /** The server's details of an error repeat the row that it is about: they stay out of messages and logs. */
    public static Properties quiet() {
        Properties properties = new Properties();
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }
}
