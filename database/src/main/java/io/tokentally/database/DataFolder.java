package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded database's data. It is made under another name and gets its own when it asks for passwords, so that there
 * is never one that trusts anybody.
 */
final class DataFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final String NAME = "postgresql-data";
    private static final String DRAFT = NAME + ".new";
    private static final String PASSWORD_FILE = "initdb-password";
    private static final Duration TIME_TO_MAKE = Duration.ofMinutes(3);

    private final HomeFolder home;

    DataFolder(HomeFolder home) {
        this.home = home;
    }

    Path path() {
        return home.resolve(NAME);
    }

    /**
     * Puts a folder aside that an earlier version left while it trusted everybody. Nothing is lost with it: the passwords
     * were set before the first table was made.
     *
     * @return whether there was one
     */
    boolean putAsideIfItTrusted() throws IOException {
        if (!Files.exists(path()) || new PgHbaFile(path()).asksForPasswords()) {
            return false;
        }
        Path aside = unusedName();
        Files.move(path(), aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn(
                "The first start of an earlier version was interrupted while its database trusted everybody on this"
                        + " machine. It held no data yet, is not used, and lies in {}: delete it",
                aside);
        return true;
    }

    private Path unusedName() {
        int number = 1;
        while (Files.exists(home.resolve(NAME + ".untrusted-" + number))) {
            number++;
        }
        return home.resolve(NAME + ".untrusted-" + number);
    }

    /** Makes it if it is not there, with that password of the superuser. */
    void prepare(PostgresBinaries binaries, PostgresCommand command, String superuserPassword) throws IOException {
        Path draft = home.resolve(DRAFT);
        FileSystemUtils.deleteRecursively(draft);
        Files.deleteIfExists(home.resolve(PASSWORD_FILE));
        if (!Files.exists(path())) {
            initialise(draft, binaries, command, superuserPassword);
            PgHbaFile access = new PgHbaFile(draft);
            access.write();
            access.markPasswordsSet();
            Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
        }
        new PgHbaFile(path()).write();
    }

    private void initialise(Path draft, PostgresBinaries binaries, PostgresCommand command, String superuserPassword)
            throws IOException {
        Path passwordFile = home.resolve(PASSWORD_FILE);
        try {
            home.writePrivately(PASSWORD_FILE, superuserPassword + "\n");
            PostgresCommand.Outcome made = command.run(
                    TIME_TO_MAKE,
                    binaries.program("initdb"),
                    List.of(
                            "--pgdata=" + draft,
                            "--username=postgres",
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C"));
            if (!made.succeeded()) {
                throw new StartRefusedException(
                        "PostgreSQL could not make its data folder in %s: %s"
                                .formatted(home.path(), made.output().strip()),
                        "Correct that and start again.");
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }
}
