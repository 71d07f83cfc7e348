package io.tokentally.ui.change;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.ZoneId;

/**
 * Where the calls are listed that a cell is made of.
 *
 * @param query of the page that they are looked for from
 * @param earlier the days that it is compared with, as far as they are
 * @param zone in which days begin
 */
record CellCalls(UsageQuery query, TimeRange earlier, ZoneId zone) {

    QueryParameters before(ChangeCause cause, ModelOnTier served) {
        return address(query.withPeriod(DayRange.between(earlier.from(), earlier.until(), zone)), cause, served);
    }

    QueryParameters after(ChangeCause cause, ModelOnTier served) {
        return address(query, cause, served);
    }

    private static QueryParameters address(UsageQuery of, ChangeCause cause, ModelOnTier served) {
        CallFilter.Status status =
                cause == ChangeCause.FAILED_CALLS ? CallFilter.Status.FAILED : CallFilter.Status.SUCCEEDED;
        return UsageAddress.of(of.withFilter(of.filter()
                .with(Attribute.PROVIDER, served.provider())
                .with(Attribute.SNAPSHOT, served.model())
                .with(Attribute.SERVICE_TIER, served.serviceTier())
                .with(Attribute.STATUS, status.name())));
    }
}
