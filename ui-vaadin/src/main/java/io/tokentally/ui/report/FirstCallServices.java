package io.tokentally.ui.report;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.in.usage.WatchUsageUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;

/** All that a first call is waited for with. */
public record FirstCallServices(
        ListCallsUseCase calls, WatchUsageUseCase notifications, CurrentViewer currentViewer, Clock clock) {

    /** The newest of all calls that are kept: of the organization for those who see it, else of the viewer. */
    public Optional<UsageRecord> newest(CallFilter filter) {
        Viewer viewer = currentViewer.viewer();
        Period ever = Period.lastDays(Period.MAX_DAYS, clock.instant(), ZoneOffset.UTC);
        UsageScope scope = viewer.seesOrganization() ? UsageScope.ORGANIZATION : UsageScope.OWN;
        return calls.older(viewer, new CallQuery(scope, ever, filter), null, 1).stream()
                .findFirst();
    }

    Runnable watch(Runnable onNews) {
        return notifications.watch(currentViewer.viewer(), onNews);
    }
}
