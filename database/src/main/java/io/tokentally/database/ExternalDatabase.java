package io.tokentally.database;

import io.tokentally.domain.start.StartRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A PostgreSQL server that is there already. */
record ExternalDatabase(DatabaseAccess access) implements DatabaseServer {

    private static final String METERING = "tokentally_writer";
    private static final String AUTHENTICATION = "tokentally_authenticator";

    /** @throws StartRefusedException if a role is not named */
    static ExternalDatabase of(DatabaseOptions options) {
        DatabaseLogin application = options.application();
        DatabaseLogin owner = options.owner();
        if (owner == null || !owner.isComplete() || !application.isComplete()) {
            throw new StartRefusedException(
                    "SPRING_DATASOURCE_URL names a database, but not every role to sign in as has its name and password.",
                    "Set SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD for the application's role, and"
                            + " TOKENTALLY_DATABASE_OWNER_USERNAME and TOKENTALLY_DATABASE_OWNER_PASSWORD for the"
                            + " schema's owner.");
        }
        if (owner.username().equals(application.username())) {
            throw new StartRefusedException(
                    "The application's role and the schema's owner are both " + owner.username()
                            + ", and an owner is not held back by row-level security.",
                    "Give SPRING_DATASOURCE_USERNAME a role of its own.");
        }
        DatabaseLogin metering = Objects.requireNonNullElseGet(options.metering(), () -> derived(METERING, owner));
        DatabaseLogin authentication =
                Objects.requireNonNullElseGet(options.authentication(), () -> derived(AUTHENTICATION, owner));
        return new ExternalDatabase(
                new DatabaseAccess(options.externalUrl(), owner, application, metering, authentication));
    }

    /**
     * A role whose password every instance works out alike, so that none changes it under another, and which nobody
     * knows who does not know the owner's.
     */
    private static DatabaseLogin derived(String role, DatabaseLogin owner) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] password = mac.doFinal(role.getBytes(StandardCharsets.UTF_8));
            return new DatabaseLogin(role, HexFormat.of().formatHex(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    @Override
    public void close() {}
}
