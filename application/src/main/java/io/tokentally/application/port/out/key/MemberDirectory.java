package io.tokentally.application.port.out.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.util.Optional;

/** All organizations' members in memory, for whoever has to know at once whom a call is for. No method waits for anything. */
@SystemPort("asked when a call comes in, for whoever its service names")
public interface MemberDirectory {

    /**
     * The member of that organization that a name stands for.
     *
     * @param name what one signs in by, or the user's id, in whatever case
     */
    Optional<UserId> find(OrganizationId organizationId, UserId name);
}
