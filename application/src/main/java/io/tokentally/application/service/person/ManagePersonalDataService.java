package io.tokentally.application.service.person;

import io.tokentally.application.port.in.person.ManagePersonalDataUseCase;
import io.tokentally.application.port.in.person.PersonArchive;
import io.tokentally.application.port.out.person.PersonalData;
import io.tokentally.application.port.out.person.SetAsideCalls;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.ArchivedMonth;
import io.tokentally.domain.person.ErasedPerson;
import io.tokentally.domain.person.ErasureRefusal;
import io.tokentally.domain.person.KnownPerson;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks for names and archives first: once the person is erased, nobody knows them any more. */
public final class ManagePersonalDataService implements ManagePersonalDataUseCase {

    private final PersonalData data;
    private final SetAsideCalls setAside;

    public ManagePersonalDataService(PersonalData data, SetAsideCalls setAside) {
        this.data = data;
        this.setAside = setAside;
    }

    @Override
    public KnownPerson find(EmailAddress address) {
        List<UserId> ids = data.withAddress(address);
        if (ids.size() > 1) {
            throw ErasureRefusal.SEVERAL_PEOPLE.about(address.value());
        }
        return new KnownPerson(ids.isEmpty() ? new UserId(address.value()) : ids.getFirst(), address);
    }

    @Override
    public Set<String> names(KnownPerson person) {
        return data.names(person);
    }

    @Override
    public Erasure erase(KnownPerson person, boolean closing) {
        Set<String> names = data.names(person);
        List<ArchivedMonth> archived = data.archived(person);
        ErasedPerson erased = data.erase(person, closing);
        // Programs name calls by addresses, too.
        Set<String> ids = new TreeSet<>(names);
        ids.add(person.id().value());
        return new Erasure(erased, setAside.erase(ids, names, erased.knownAs()), archived, data.find(names));
    }

    @Override
    public void export(KnownPerson person, PersonArchive archive) throws IOException {
        Counted counted = new Counted(archive);
        data.copy(person, counted);
        if (counted.entries == 0) {
            throw ErasureRefusal.NO_SUCH_PERSON.about(person.id().value());
        }
    }

    private static final class Counted implements PersonalData.Recipient {

        private final PersonArchive archive;
        private long entries;

        Counted(PersonArchive archive) {
            this.archive = archive;
        }

        @Override
        public void part(String name) throws IOException {
            archive.part(name);
        }

        @Override
        public void entry(String json) throws IOException {
            entries++;
            archive.entry(json);
        }
    }
}
