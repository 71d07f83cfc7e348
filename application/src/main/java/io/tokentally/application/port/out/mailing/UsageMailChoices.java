package io.tokentally.application.port.out.mailing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.UsageMailChoice;

/** What people want to be told by mail, each their own. */
@ReadsOrganizationData
public interface UsageMailChoices {

    /** Whether a mail has proven that the address of the viewer's account is theirs. */
    boolean isAddressProven(Viewer viewer);

    UsageMailChoice find(Viewer viewer);

    void save(Viewer viewer, UsageMailChoice choice);
}
