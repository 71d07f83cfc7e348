package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that is there already. */
record ExternalDatabase(DatabaseAccess access) implements DatabaseServer {

    private static final String METERING = "tokentally_writer";
    private static final String AUTHENTICATION = "tokentally_authenticator";
    private static final DatabaseLogin NOBODY = new DatabaseLogin("", "");

    /** @throws StartRefusedException if a role is not named, or a name is set without its password */
    static ExternalDatabase of(DatabaseOptions options) {
        DatabaseLogin application = options.application();
        DatabaseLogin owner = Objects.requireNonNullElse(options.owner(), NOBODY);
        List<String> missing = new ArrayList<>();
        missing.addAll(missing(application, "SPRING_DATASOURCE_"));
        missing.addAll(missing(owner, "TOKENTALLY_DATABASE_OWNER_"));
        missing.addAll(missingHalf(options.metering(), "TOKENTALLY_DATABASE_METERING_"));
        missing.addAll(missingHalf(options.authentication(), "TOKENTALLY_DATABASE_AUTHENTICATION_"));
        if (!missing.isEmpty()) {
            throw new StartRefusedException(
                    "SPRING_DATASOURCE_URL names a database, and not every role that signs in to it has its name and password.",
                    "Set " + String.join(" and ", missing) + ". SPRING_DATASOURCE_… is the application's role,"
                            + " TOKENTALLY_DATABASE_OWNER_… the schema's owner.");
        }
        if (owner.username().equals(application.username())) {
            throw new StartRefusedException(
                    "The application's role and the schema's owner are both " + owner.username()
                            + ", and an owner is not held back by row-level security.",
                    "Give SPRING_DATASOURCE_USERNAME a role of its own.");
        }
        DatabaseLogin metering =
                named(options.metering()).orElseGet(() -> derived(METERING, options.externalUrl(), owner));
        DatabaseLogin authentication =
                named(options.authentication()).orElseGet(() -> derived(AUTHENTICATION, options.externalUrl(), owner));
        return new ExternalDatabase(
                new DatabaseAccess(options.externalUrl(), owner, application, metering, authentication));
    }

    private static List<String> missing(DatabaseLogin login, String settings) {
        List<String> missing = new ArrayList<>();
        if (login.username().isBlank()) {
            missing.add(settings + "USERNAME");
        }
        if (login.password().isBlank()) {
            missing.add(settings + "PASSWORD");
        }
        return missing;
    }

    private static List<String> missingHalf(@Nullable DatabaseLogin login, String settings) {
        return named(login).map(named -> missing(named, settings)).orElse(List.of());
    }

    private static Optional<DatabaseLogin> named(@Nullable DatabaseLogin login) {
        return Optional.ofNullable(login)
                .filter(half -> !half.username().isBlank() || !half.password().isBlank());
    }

    /** The database of an address: {@code jdbc:postgresql://host:5432/usage?sslmode=require} has {@code usage}. */
    private static String database(String url) {
        String path = url.replaceFirst("[?].*$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * A role whose password every instance works out alike, so that none changes it under another, and which nobody
     * knows who does not know the owner's. Its name is told by the database's: roles are the whole server's, and another
     * installation there has its own.
     */
    private static DatabaseLogin derived(String kind, String url, DatabaseLogin owner) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] password = mac.doFinal(kind.getBytes(StandardCharsets.UTF_8));
            byte[] database =
                    MessageDigest.getInstance("SHA-256").digest(database(url).getBytes(StandardCharsets.UTF_8));
            String role = kind + "_" + HexFormat.of().formatHex(database, 0, 4);
            return new DatabaseLogin(role, HexFormat.of().formatHex(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256 and SHA-256", e);
        }
    }

    @Override
    public void close() {}
}
