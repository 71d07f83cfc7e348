package io.tokentally.adapter.persistence;

import io.tokentally.adapter.persistence.setup.DatabaseSetup;
import io.tokentally.adapter.persistence.setup.RoleLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One server for all tests of a JVM: the embedded one, or the one whose superuser {@code TOKENTALLY_TEST_POSTGRES} names,
 * as in {@code jdbc:postgresql://localhost:5432/postgres?user=postgres}, for other versions of it.
 */
final class PostgresServer {

    private static final String SERVER = "TOKENTALLY_TEST_POSTGRES";

    /** No superuser: it owns its databases and may make roles, as an owner in production does. */
    static final RoleLogin OWNER = new RoleLogin("tokentally_test_owner", "owner's");

    static final RoleLogin APPLICATION_LOGIN = new RoleLogin("tokentally_test_app", "app's \\ \"quoted\"");
    static final RoleLogin METERING_LOGIN = new RoleLogin("tokentally_test_metering", "metering's");
    static final RoleLogin AUTHENTICATION_LOGIN = new RoleLogin("tokentally_test_auth", "auth's");

    private static final String URL = start();

    private PostgresServer() {}

    private static String start() {
        String url = System.getenv(SERVER);
        if (url == null) {
            url = embedded();
        }
        JdbcClient superuser = JdbcClient.create(dataSource(url));
        boolean known = superuser
                .sql("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)")
                .param(OWNER.name())
                .query(Boolean.class)
                .single();
        if (!known) {
            superuser
                    .sql("CREATE ROLE %s LOGIN CREATEROLE PASSWORD 'owner''s'".formatted(OWNER.name()))
                    .update();
        }
        return url;
    }

    @SuppressWarnings("resource") // stops with the JVM
    private static String embedded() {
        try {
            String url = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .start()
                    .getJdbcUrl("postgres", "postgres");
            askForPasswords(JdbcClient.create(dataSource(url)));
            return url;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it comes, the embedded server lets everybody in as anybody. */
    private static void askForPasswords(JdbcClient superuser) throws IOException {
        String rules = superuser.sql("SHOW hba_file").query(String.class).single();
        Files.writeString(
                Path.of(rules), "host all,replication postgres samehost trust\nhost all all samehost scram-sha-256\n");
        superuser.sql("SELECT pg_reload_conf()").query().singleRow();
    }

    /** Of the schema of today, which has been made once for all: what is left of preparing it takes no time. */
    static void createDatabase(String name) {
        createDatabase(name, Migrated.NAME);
    }

    private static void createDatabase(String name, String template) {
        superuser()
                .sql("CREATE DATABASE %s OWNER %s TEMPLATE %s".formatted(name, OWNER.name(), template))
                .update();
    }

    private static final class Migrated {

        static final String NAME = "test_migrated_" + ProcessHandle.current().pid();

        static {
            createDatabase(NAME, "template1");
            PGSimpleDataSource owner = new PGSimpleDataSource();
            owner.setUrl(url(NAME));
            owner.setUser(OWNER.name());
            owner.setPassword(OWNER.password());
            DatabaseSetup.prepare(owner, APPLICATION_LOGIN, METERING_LOGIN, AUTHENTICATION_LOGIN);
            if (System.getenv(SERVER) != null) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> dropDatabase(NAME), "drop " + NAME));
            }
        }
    }

    static void dropDatabase(String name) {
        superuser().sql("DROP DATABASE %s WITH (FORCE)".formatted(name)).update();
    }

    static JdbcClient superuser() {
        return JdbcClient.create(dataSource(URL));
    }

    static Connection connectAsSuperuser() throws SQLException {
        return dataSource(URL).getConnection();
    }

    /** Without a user. */
    static String url(String database) {
        PGSimpleDataSource server = dataSource(URL);
        return "jdbc:postgresql://%s:%d/%s".formatted(server.getServerNames()[0], server.getPortNumbers()[0], database);
    }

    private static PGSimpleDataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }
}
