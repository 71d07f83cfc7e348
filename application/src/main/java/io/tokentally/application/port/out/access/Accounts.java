package io.tokentally.application.port.out.access;

import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.Optional;

/** Reads accounts and memberships. */
public interface Accounts {

    /** The account that signs in under this name, in whichever case it is written. */
    Optional<Account> findByLogin(String login);

    /** The person's memberships, by the organization's name. */
    List<Membership> membershipsOf(UserId userId);

    /** The people whom the database lets this viewer know of. */
    List<Person> people(Viewer viewer);

    /**
     * An account with what it is checked by.
     *
     * @param oneTimePassword whether the password was given out by somebody else and must be changed
     */
    record Account(Person person, String passwordHash, boolean oneTimePassword) {

        /** Names the person, never the hash. */
        @Override
        public String toString() {
            return "Account[" + person.userId() + "]";
        }
    }
}
