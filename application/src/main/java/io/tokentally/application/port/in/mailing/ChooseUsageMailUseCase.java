package io.tokentally.application.port.in.mailing;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.UsageMailChoice;
import java.util.Optional;

/** A person says whether they are told of their usage in an organization by mail. */
@ReadsOrganizationData
public interface ChooseUsageMailUseCase {

    /** What speaks against it, if anything does. */
    Optional<MailObstacle> obstacle(Viewer viewer);

    UsageMailChoice choice(Viewer viewer);

    /**
     * What had ended by then is not told.
     *
     * @throws IllegalArgumentException if mail is wanted and something speaks against it
     */
    void choose(Viewer viewer, UsageMailChoice choice);
}
