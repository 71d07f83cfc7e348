package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads accounts and memberships. */
@ReadsOrganizationData
public interface Accounts {

    /** The account that signs in under this name, in whichever case it is written. */
    @SystemPort("signing in: the viewer is what comes of it")
    Optional<Account> findByLogin(String login);

    /** The people whom the database lets this viewer know of. */
    List<Person> people(Viewer viewer);

    /**
     * An account with what it is checked by.
     *
     * @param oneTimePassword whether the password was given out by somebody else and must be changed
     * @param passwordExpiresAt until when a one-time password works; absent for one of the person's own
     * @param operator whether the person runs the installation
     */
    record Account(
            Person person,
            String passwordHash,
            boolean oneTimePassword,
            @Nullable Instant passwordExpiresAt,
            boolean operator) {

        /** Whether the password, be it right, opens nothing any more. */
        public boolean isPasswordExpiredAt(Instant now) {
            return passwordExpiresAt != null && !now.isBefore(passwordExpiresAt);
        }

        /** Names the person, never the hash. */
        @Override
        public String toString() {
            return "Account[" + person.userId() + "]";
        }
    }
}
