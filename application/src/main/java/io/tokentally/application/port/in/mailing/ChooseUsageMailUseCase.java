package io.tokentally.application.port.in.mailing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.UsageMailChoice;

/** A person says whether they are told of their usage in an organization by mail. */
@ReadsOrganizationData
public interface ChooseUsageMailUseCase {

    /** Whether there is a mail server to be told by. */
    @SystemPort("tells a setting of the installation")
    boolean isOffered();

    UsageMailChoice choice(Viewer viewer);

    /**
     * What had ended by then is not told.
     *
     * @throws IllegalArgumentException if mail is wanted and there is no server to send it by
     */
    void choose(Viewer viewer, UsageMailChoice choice);
}
