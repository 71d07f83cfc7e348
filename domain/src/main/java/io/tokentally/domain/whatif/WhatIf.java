package io.tokentally.domain.whatif;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a period would cost otherwise.
 *
 * @param totals of all calls, those without a known cost among them
 * @param costNow what those that have a price today would cost as they were, by today's prices
 * @param unpricedNow calls whose model or unit has no price today: they are in none of the alternatives
 * @param alternatives those that save most first
 * @param models that calls can be priced as, by their names: the providers' on the same tiers that are not shut down
 * @param asOf what was recorded until then is in it for certain; absent where it is of now
 */
public record WhatIf(
        WhatIfQuery query,
        UsageTotals totals,
        Money costNow,
        long unpricedNow,
        List<Alternative> alternatives,
        List<ModelName> models,
        @Nullable Instant asOf) {

    public WhatIf {
        alternatives = List.copyOf(alternatives);
        models = List.copyOf(models);
    }

    /** The same, told by what was recorded until then. */
    public WhatIf withAsOf(@Nullable Instant then) {
        return new WhatIf(query, totals, costNow, unpricedNow, alternatives, models, then);
    }
}
