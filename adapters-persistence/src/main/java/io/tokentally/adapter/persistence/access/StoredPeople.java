package io.tokentally.adapter.persistence.access;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The people whom the viewer knows by name. */
interface StoredPeople extends Repository<StoredPerson, String> {

    @Query("from StoredPerson person order by person.displayName, person.userId")
    List<StoredPerson> all();
}
