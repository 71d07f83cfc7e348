package io.tokentally.application.port.out.person;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.SetAsideErasure;
import java.util.Set;

/** The calls that the ledger never took, and that a journal keeps. */
@SystemPort("erases what is of one person, for whoever runs the installation")
public interface SetAsideCalls {

    /**
     * Gives calls another id and takes their free texts away; removes what cannot be read and holds one of the names.
     *
     * @param ids whose calls, in whatever case
     * @param names texts that tell who somebody is
     */
    SetAsideErasure erase(Set<String> ids, Set<String> names, UserId knownAs);
}
