package io.tokentally.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may connect to the embedded database from where: its {@code pg_hba.conf}. Whoever connects gives a password, from
 * the first moment on.
 *
 * @see <a href="https://www.postgresql.org/docs/18/auth-pg-hba-conf.html">The pg_hba.conf file</a>
 */
final class PgHbaFile {

    private static final String RULES = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final Path file;
    private final Path marker;

    PgHbaFile(Path data) {
        this.file = data.resolve("pg_hba.conf");
        this.marker = data.resolve("tokentally-passwords-set");
    }

    /** Whether the superuser has its password. Earlier versions set it after the server's first start only. */
    boolean asksForPasswords() {
        return Files.exists(marker);
    }

    void markPasswordsSet() throws IOException {
        Files.createFile(marker);
    }

    void write() throws IOException {
        Files.writeString(file, RULES);
    }
}
