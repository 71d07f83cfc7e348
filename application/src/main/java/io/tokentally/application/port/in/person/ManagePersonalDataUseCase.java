package io.tokentally.application.port.in.person;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.person.ArchivedMonth;
import io.tokentally.domain.person.ErasedPerson;
import io.tokentally.domain.person.KnownPerson;
import io.tokentally.domain.person.SetAsideErasure;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whoever runs the installation hands a person's data out, or erases it, as the person asked. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface ManagePersonalDataUseCase {

    /**
     * What was erased, and what tells of the person still.
     *
     * @param archived months of which an archive holds calls of theirs: their id, tags and client ids
     * @param left how many rows hold an address, a name or an id of theirs after all, by table and column: words of others
     */
    record Erasure(
            ErasedPerson person, SetAsideErasure setAside, List<ArchivedMonth> archived, SortedMap<String, Long> left) {

        public Erasure {
            archived = List.copyOf(archived);
            left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
        }
    }

    /**
     * Whose address it is or was; somebody without an account where it is nobody's.
     *
     * @throws io.tokentally.domain.person.ErasureRefusedException if several people have or had it
     */
    KnownPerson find(EmailAddress address);

    /** The texts that tell who somebody is. */
    Set<String> names(KnownPerson person);

    /**
     * Erases them from the database, all of it or nothing, and then from the journal's calls that were set aside; and looks for what is
     * left.
     *
     * @param closing also ends memberships and closes the account
     * @throws io.tokentally.domain.person.ErasureRefusedException if it cannot be done
     */
    Erasure erase(KnownPerson person, boolean closing);

    /**
     * Hands all out that is of the person.
     *
     * @throws io.tokentally.domain.person.ErasureRefusedException if there is nothing
     */
    void export(KnownPerson person, PersonArchive archive) throws IOException;
}
