package io.tokentally.application.service.audit;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * Who has looked at which kind of report in this hour, so that a page that asks every few seconds does not ask the audit log
 * each time. The log itself lets one in an hour, whatever is forgotten here.
 */
public final class ReportsSeen {

    private record Look(OrganizationId organizationId, UserId userId, String kind) {}

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Set<Look> looks = new HashSet<>();
    private Instant hour = Instant.MIN;

    public ReportsSeen(Clock clock) {
        this.clock = clock;
    }

    /** @return whether it is the first such look in this hour; whoever asks after that is told that it is not */
    synchronized boolean isFirst(Viewer viewer, String kind) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (!now.equals(hour) || looks.size() >= MOST) {
            looks.clear();
            hour = now;
        }
        return looks.add(look(viewer, kind));
    }

    /** It could not be written down: the next one is the first. */
    synchronized void forget(Viewer viewer, String kind) {
        looks.remove(look(viewer, kind));
    }

    private static Look look(Viewer viewer, String kind) {
        return new Look(viewer.organizationId(), viewer.userId(), kind);
    }
}
