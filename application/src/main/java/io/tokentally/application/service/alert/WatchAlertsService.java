package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.EvaluateAlertRulesUseCase;
import io.tokentally.application.port.in.alert.PurgeAlertsUseCase;
import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.domain.access.OrganizationId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Has rules looked at, one organization after the other, and old alerts removed. */
public final class WatchAlertsService implements EvaluateAlertRulesUseCase, PurgeAlertsUseCase {

    /** How long alerts are kept. */
    static final Duration KEPT_FOR = Duration.ofDays(400);

    private static final int PURGED_AT_ONCE = 1000;

    private final AlertWatch watch;
    private final Clock clock;

    public WatchAlertsService(AlertWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /** What one organization's rules do to the database keeps nobody else's from being looked at. */
    @Override
    public long evaluate() {
        long raised = 0;
        RuntimeException failure = null;
        for (OrganizationId organization : watch.organizations()) {
            try {
                raised += watch.evaluate(organization, clock.instant().truncatedTo(ChronoUnit.MICROS));
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return raised;
    }

    @Override
    public long purge() {
        long purged = 0;
        long more;
        do {
            more = watch.purge(clock.instant().minus(KEPT_FOR), PURGED_AT_ONCE);
            purged += more;
        } while (more == PURGED_AT_ONCE);
        return purged;
    }
}
