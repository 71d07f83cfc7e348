package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ListPeopleUseCase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Names the users of an organization for those who may know them. */
@Transactional(readOnly = true)
public class ListPeopleService implements ListPeopleUseCase {

    private final Accounts accounts;

    public ListPeopleService(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public List<Person> people(Viewer viewer) {
        return accounts.people(viewer);
    }
}
