package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailObstacle;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody is told by mail, in memory. */
final class FakeUsageMails implements ChooseUsageMailUseCase {

    private final Map<OrganizationId, UsageMailChoice> choices = new HashMap<>();
    private @Nullable MailObstacle obstacle;

    void reset() {
        choices.clear();
        obstacle = null;
    }

    void speaksAgainst(MailObstacle given) {
        obstacle = given;
    }

    @Override
    public Optional<MailObstacle> obstacle(Viewer viewer) {
        return Optional.ofNullable(obstacle);
    }

    @Override
    public UsageMailChoice choice(Viewer viewer) {
        return choices.getOrDefault(viewer.organizationId(), UsageMailChoice.NONE);
    }

    @Override
    public void choose(Viewer viewer, UsageMailChoice choice) {
        if (choice.rhythm() != MailRhythm.NONE && obstacle != null) {
            throw new IllegalArgumentException(obstacle.sentence());
        }
        choices.put(viewer.organizationId(), choice);
    }
}
