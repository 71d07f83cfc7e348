package io.tokentally.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which database server there is, and who signs in to it.
 *
 * @param home the folder of the embedded database
 * @param port of the embedded database; 0 takes a free one
 * @param externalUrl the JDBC URL of a server that is there already; blank means the embedded one
 * @param application the application's role, for an external database, as are the roles that follow
 * @param owner of the schema
 * @param metering who writes usage records; null means a role that the owner creates
 * @param authentication who reads password hashes and keeps sessions; null means a role that the owner creates
 */
public record DatabaseOptions(
        Path home,
        int port,
        String externalUrl,
        DatabaseLogin application,
        @Nullable DatabaseLogin owner,
        @Nullable DatabaseLogin metering,
        @Nullable DatabaseLogin authentication) {

    boolean isExternal() {
        return !externalUrl.isBlank();
    }
}
