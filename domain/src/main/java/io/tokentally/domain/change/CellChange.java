package io.tokentally.domain.change;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a model on one tier has in a cause of the difference.
 *
 * @param unit absent for what no unit tells
 * @param amount of the difference
 */
public record CellChange(ModelOnTier served, @Nullable UsageUnit unit, CellUsage from, CellUsage to, Money amount) {}
