package io.tokentally.bootstrap.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may connect to the embedded database from where: its {@code pg_hba.conf}. It trusts connections until the
 * passwords are set, which is moments after the first start, and asks for them ever after.
 *
 * @see <a href="https://www.postgresql.org/docs/18/auth-pg-hba-conf.html">The pg_hba.conf file</a>
 */
final class HostAccess {

    private static final String PASSWORDS = "scram-sha-256";

    private final Path file;
    private final Path marker;

    HostAccess(Path data) {
        this.file = data.resolve("pg_hba.conf");
        this.marker = data.resolve("tokentally-passwords-set");
    }

    boolean asksForPasswords() {
        return Files.exists(marker);
    }

    /** Writes the file for the state that the database is in. */
    void write() {
        write(asksForPasswords() ? PASSWORDS : "trust");
    }

    /** From the next reload on, connections need a password. */
    void askForPasswords() throws IOException {
        write(PASSWORDS);
        Files.createFile(marker);
    }

    private void write(String method) {
        try {
            Files.writeString(file, "host all all 127.0.0.1/32 %s%n".formatted(method));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }
}
