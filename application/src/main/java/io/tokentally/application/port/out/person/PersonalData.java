package io.tokentally.application.port.out.person;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.ArchivedMonth;
import io.tokentally.domain.person.ErasedPerson;
import io.tokentally.domain.person.KnownPerson;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** All that the database holds of a person, over all organizations. */
@SystemPort("hands out and erases what is of one person, for whoever runs the installation")
public interface PersonalData {

    /** Whose accounts have or had that address. */
    List<UserId> withAddress(EmailAddress address);

    /** The texts that tell who somebody is: addresses, names, and the id unless it is made up. */
    Set<String> names(KnownPerson person);

    /** Of which an archive holds calls of theirs. */
    List<ArchivedMonth> archived(KnownPerson person);

    /**
     * Erases them, all of it or nothing.
     *
     * @param closing also ends memberships and closes the account, where that is not done yet
     * @throws io.tokentally.domain.person.ErasureRefusedException if it cannot be done
     */
    ErasedPerson erase(KnownPerson person, boolean closing);

    /** Looks for texts as one would in a whole dump: how many rows hold one of them, by table and column. */
    SortedMap<String, Long> find(Set<String> texts);

    /** What a person's data is copied to. */
    interface Recipient {

        /** Begins a part, whose entries follow. */
        void part(String name) throws IOException;

        /** @param json one object, in one line */
        void entry(String json) throws IOException;
    }

    /** Copies what is of a person, part by part, as it is at one moment. Secrets and hashes of such are in none. */
    void copy(KnownPerson person, Recipient recipient) throws IOException;
}
