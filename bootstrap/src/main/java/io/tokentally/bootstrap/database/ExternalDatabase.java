package io.tokentally.bootstrap.database;

import io.tokentally.bootstrap.StartRefusedException;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.bootstrap.configuration.TokentallyProperties.Login;
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
    static ExternalDatabase of(String jdbcUrl, Login application, TokentallyProperties.Database settings) {
        Login owner = settings.owner();
        if (owner == null || isIncomplete(owner) || isIncomplete(application)) {
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
        Login metering = Objects.requireNonNullElseGet(settings.metering(), () -> derived(METERING, owner));
        Login authentication =
                Objects.requireNonNullElseGet(settings.authentication(), () -> derived(AUTHENTICATION, owner));
        return new ExternalDatabase(new DatabaseAccess(jdbcUrl, owner, application, metering, authentication));
    }

    private static boolean isIncomplete(Login login) {
        return login.username().isBlank() || login.password().isBlank();
    }

    /**
     * A role whose password every instance works out alike, so that none changes it under another, and which nobody
     * knows who does not know the owner's.
     */
    private static Login derived(String role, Login owner) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(owner.password().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] password = mac.doFinal(role.getBytes(StandardCharsets.UTF_8));
            return new Login(role, HexFormat.of().formatHex(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    @Override
    public void close() {}
}
