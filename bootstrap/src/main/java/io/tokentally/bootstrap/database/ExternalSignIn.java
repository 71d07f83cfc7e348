package io.tokentally.bootstrap.database;

import io.tokentally.database.DatabaseAccess;
import io.tokentally.database.DatabaseLogin;
import io.tokentally.domain.start.StartRefusedException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a role could not sign in to an external database, told by the settings that it signs in by. */
enum ExternalSignIn {
    APPLICATION("the application's role", "SPRING_DATASOURCE"),
    OWNER("the schema's owner", "TOKENTALLY_DATABASE_OWNER"),
    METERING("the metering role", "TOKENTALLY_DATABASE_METERING"),
    AUTHENTICATION("the authentication role", "TOKENTALLY_DATABASE_AUTHENTICATION");

    private final String role;
    private final String settings;

    ExternalSignIn(String role, String settings) {
        this.role = role;
        this.settings = settings;
    }

    /** Which settings name the roles that a message is about: one that an administrator makes has to be named by them. */
    static String settingsOf(DatabaseAccess access, String message) {
        Map<ExternalSignIn, DatabaseLogin> logins = new EnumMap<>(ExternalSignIn.class);
        logins.put(APPLICATION, access.application());
        logins.put(METERING, access.metering());
        logins.put(AUTHENTICATION, access.authentication());
        StringBuilder text = new StringBuilder();
        logins.forEach((role, login) -> {
            if (Pattern.compile("\\b" + Pattern.quote(login.username()) + "\\b")
                    .matcher(message)
                    .find()) {
                text.append(" %s, %s, is set by %s_USERNAME and %s_PASSWORD."
                        .formatted(login.username(), role.role, role.settings, role.settings));
            }
        });
        return text.toString();
    }

    /** Nothing, where what failed has another reason. */
    Optional<StartRefusedException> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return refusal(refused.getSQLState(), failure);
            }
        }
        return Optional.empty();
    }

    private Optional<StartRefusedException> refusal(String state, Throwable failure) {
        return switch (state) {
            case "28P01", "28000" ->
                Optional.of(new StartRefusedException(
                        "The database does not let %s sign in with its password.".formatted(role),
                        "Set %1$s_USERNAME and %1$s_PASSWORD to a role of that database and its password, and let its pg_hba.conf take passwords from here."
                                .formatted(settings),
                        failure));
            case "3D000" ->
                Optional.of(new StartRefusedException(
                        "The server has no database of the name that SPRING_DATASOURCE_URL ends with.",
                        "Make it, for instance with CREATE DATABASE, or correct SPRING_DATASOURCE_URL.",
                        failure));
            case "08001", "08004", "08006" ->
                Optional.of(new StartRefusedException(
                        "Nothing answers as PostgreSQL where SPRING_DATASOURCE_URL leads.",
                        "Start the server there, or correct host and port in SPRING_DATASOURCE_URL.",
                        failure));
            default -> Optional.empty();
        };
    }
}
