package io.tokentally.domain.summary;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a user or an organization used in a period. Every breakdown adds up to the totals, to the last digit.
 *
 * @param freeCalls the calls that no provider bills, which are in none of the other figures
 * @param before the totals of the range that the period is compared with
 * @param byEndpoint the dearest first
 * @param byModel the dearest first
 * @param byUser the dearest first; a user's own summary names that user alone
 * @param byDay in order, each day of the period, in the period's time zone
 */
public record UsageSummary(
        Period period,
        UsageTotals totals,
        long freeCalls,
        UsageTotals before,
        Map<Endpoint, UsageTotals> byEndpoint,
        Map<ModelName, UsageTotals> byModel,
        Map<UserId, UsageTotals> byUser,
        Map<LocalDate, UsageTotals> byDay) {

    public UsageSummary {
        byEndpoint = inSameOrder(byEndpoint);
        byModel = inSameOrder(byModel);
        byUser = inSameOrder(byUser);
        byDay = inSameOrder(byDay);
    }

    private static <K> Map<K, UsageTotals> inSameOrder(Map<K, UsageTotals> totals) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    }

    public Change requestsChange() {
        return Change.of(before.requests(), totals.requests());
    }

    public Change tokensChange() {
        return Change.of(before.totalTokens(), totals.totalTokens());
    }

    public Change costChange() {
        return new Change(before.cost().amount(), totals.cost().amount());
    }
}
