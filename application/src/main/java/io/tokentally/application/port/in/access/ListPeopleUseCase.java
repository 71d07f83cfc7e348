package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/** Somebody wants names for the users of an organization. */
@ReadsOrganizationData
public interface ListPeopleUseCase {

    /** The people whom the viewer may know of: all of the organization for admins and owners, else the viewer alone. */
    List<Person> people(Viewer viewer);
}
