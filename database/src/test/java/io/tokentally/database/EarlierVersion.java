package io.tokentally.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The home folders that versions before this one left, made as they made them: trusting until the passwords were set. */
final class EarlierVersion {

    private EarlierVersion() {}

    /** A first start that was interrupted, in which somebody else made himself a superuser. */
    static void leaveTrusting(Path home) throws IOException, SQLException {
        Files.createDirectories(home.resolve("postgresql"));
        try (EmbeddedPostgres server = start(home);
                Connection superuser = server.getPostgresDatabase().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE intruder LOGIN SUPERUSER PASSWORD 'known'");
        }
    }

    /** A start that went well, with a table in it. */
    static void leaveWithData(Path home) throws IOException, SQLException {
        EmbeddedPasswords passwords;
        try (HomeFolder folder = HomeFolder.take(home)) {
            passwords = EmbeddedPasswords.readOrMake(folder);
        }
        Files.createDirectories(home.resolve("postgresql"));
        try (EmbeddedPostgres server = start(home)) {
            new EmbeddedRoles(server.getPostgresDatabase(), passwords).create();
            try (Connection superuser = server.getDatabase("postgres", EmbeddedRoles.DATABASE)
                            .getConnection();
                    Statement statement = superuser.createStatement()) {
                statement.execute("ALTER ROLE postgres PASSWORD '" + passwords.superuser() + "'");
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
                statement.execute(
                        "ALTER TABLE kept OWNER TO " + passwords.owner().username());
            }
        }
        Path data = home.resolve("postgresql-data");
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.createFile(data.resolve("tokentally-passwords-set"));
    }

    private static EmbeddedPostgres start(Path home) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("postgresql-data"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.resolve("postgresql").toFile())
                .setLocaleConfig("locale", "C")
                .start();
    }
}
