package io.tokentally.domain.whatif;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.summary.Period;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are priced otherwise, and how.
 *
 * @param filters only what has these values; of a model, its snapshots, too
 * @param instead the model that others are priced as; absent for each of the same provider that is in use and costs less
 * @param discount on all that a provider bills; more than 0, at most 100
 */
public record WhatIfQuery(
        UsageScope scope,
        Period period,
        Map<Dimension, String> filters,
        @Nullable ModelName instead,
        Percentage discount) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    public WhatIfQuery {
        filters = Map.copyOf(filters);
        if (!discount.isPositive() || discount.value().compareTo(ALL) > 0) {
            throw new IllegalArgumentException("A discount must be more than 0 and at most 100 percent, not %s"
                    .formatted(discount.value().toPlainString()));
        }
    }
}
