package io.tokentally.application.port.out.summary;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import java.time.ZoneId;
import java.util.Map;

/**
 * Reads sums from the roll-ups, never from single calls. Nobody sees more than the database lets this viewer see,
 * whatever the scope. Keys without usage are absent. Calls that no provider bills are in none of the sums.
 */
@ReadsOrganizationData
public interface UsageRollups {

    UsageTotals totals(Viewer viewer, UsageScope scope, TimeRange range);

    /** All of a range at one look, its days in that time zone. */
    UsageBreakdown breakdown(Viewer viewer, UsageScope scope, TimeRange range, ZoneId zone);

    /** By the exact name of the model that served, or else was asked for; what others did for a call is under theirs. */
    Map<ModelName, UsageTotals> byModel(Viewer viewer, UsageScope scope, TimeRange range);

    Map<UserId, UsageTotals> byUser(Viewer viewer, UsageScope scope, TimeRange range);
}
