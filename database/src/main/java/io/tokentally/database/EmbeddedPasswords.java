package io.tokentally.database;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The passwords of the embedded database's roles: made at random on the first start, readable by this user alone. */
final class EmbeddedPasswords {

    private static final String FILE = "database-passwords.properties";
    private static final String SUPERUSER = "postgres";
    static final String OWNER = "tokentally_owner";
    private static final String APPLICATION = "tokentally_application";
    static final String METERING = "tokentally_writer";
    private static final String AUTHENTICATION = "tokentally_authenticator";
    private static final int BYTES = 24;

    private final Map<String, String> byRole;

    private EmbeddedPasswords(Map<String, String> byRole) {
        this.byRole = byRole;
    }

    static EmbeddedPasswords readOrMake(HomeFolder home) throws IOException {
        Path file = home.resolve(FILE);
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
        Map<String, String> byRole = new LinkedHashMap<>();
        for (String role : new String[] {SUPERUSER, OWNER, APPLICATION, METERING, AUTHENTICATION}) {
            byRole.put(role, known.getProperty(role, randomPassword()));
        }
        home.writePrivately(
                FILE,
                byRole.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        return new EmbeddedPasswords(byRole);
    }

    /** Forgets those that somebody may have seen. */
    static EmbeddedPasswords makeAnew(HomeFolder home) throws IOException {
        Files.deleteIfExists(home.resolve(FILE));
        return readOrMake(home);
    }

    String superuser() {
        return login(SUPERUSER).password();
    }

    DatabaseLogin owner() {
        return login(OWNER);
    }

    DatabaseLogin application() {
        return login(APPLICATION);
    }

    DatabaseLogin metering() {
        return login(METERING);
    }

    DatabaseLogin authentication() {
        return login(AUTHENTICATION);
    }

    /**
     * The passwords in the form that {@code psql} reads.
     *
     * @see <a href="https://www.postgresql.org/docs/18/libpq-pgpass.html">The password file</a>
     */
    String passwordFile(int port) {
        return byRole.entrySet().stream()
                .map(entry -> "127.0.0.1:%d:*:%s:%s%n".formatted(port, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private DatabaseLogin login(String role) {
        return new DatabaseLogin(role, byRole.getOrDefault(role, ""));
    }

    private static String randomPassword() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
