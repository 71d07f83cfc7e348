package io.tokentally.application.port.out.summary;

import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.UsageTotals;
import java.time.LocalDate;
import java.util.Map;

/**
 * Sums of a range, and what they are made of. Keys without usage are absent.
 *
 * @param freeCalls how many calls there are that no provider bills, which are in none of the sums
 * @param byModel by the exact name, as {@link UsageRollups#byModel} tells
 */
public record UsageBreakdown(
        UsageTotals totals,
        long freeCalls,
        Map<Endpoint, UsageTotals> byEndpoint,
        Map<ModelName, UsageTotals> byModel,
        Map<LocalDate, UsageTotals> byDay) {

    public UsageBreakdown {
        byEndpoint = Map.copyOf(byEndpoint);
        byModel = Map.copyOf(byModel);
        byDay = Map.copyOf(byDay);
    }
}
