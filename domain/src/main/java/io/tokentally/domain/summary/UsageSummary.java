package io.tokentally.domain.summary;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user or an organization used in a period. Every breakdown adds up to the totals, to the last digit.
 *
 * @param freeCalls the calls that no provider bills, which are in none of the other figures
 * @param before the totals of the range that the period is compared with
 * @param byEndpoint the dearest first
 * @param byModel by the model that served, all of its snapshots together; the dearest first
 * @param bySnapshot by the exact name of the model that served; the dearest first
 * @param byUser the dearest first; a user's own summary names that user alone
 * @param byDay in order, each day of the period, in the period's time zone
 * @param asOf what was recorded until then is in it for certain; absent where it is of now
 */
public record UsageSummary(
        Period period,
        UsageTotals totals,
        long freeCalls,
        UsageTotals before,
        Map<Endpoint, UsageTotals> byEndpoint,
        Map<ModelName, UsageTotals> byModel,
        Map<ModelName, UsageTotals> bySnapshot,
        Map<UserId, UsageTotals> byUser,
        Map<LocalDate, UsageTotals> byDay,
        @Nullable Instant asOf) {

    public UsageSummary {
        byEndpoint = inSameOrder(byEndpoint);
        byModel = inSameOrder(byModel);
        bySnapshot = inSameOrder(bySnapshot);
        byUser = inSameOrder(byUser);
        byDay = inSameOrder(byDay);
    }

    /** The same, told by what was recorded until then. */
    public UsageSummary withAsOf(@Nullable Instant then) {
        return new UsageSummary(
                period, totals, freeCalls, before, byEndpoint, byModel, bySnapshot, byUser, byDay, then);
    }

    private static <K> Map<K, UsageTotals> inSameOrder(Map<K, UsageTotals> totals) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    }

    /** The snapshots that add up to a model; none where its only one has the model's own name. */
    public Map<ModelName, UsageTotals> snapshotsOf(ModelName model) {
        Map<ModelName, UsageTotals> snapshots = new LinkedHashMap<>();
        bySnapshot.forEach((name, totals) -> {
            if (name.base().equals(model)) {
                snapshots.put(name, totals);
            }
        });
        return snapshots.keySet().equals(Set.of(model)) ? Map.of() : Collections.unmodifiableMap(snapshots);
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
