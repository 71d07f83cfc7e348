package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A model that is used, and that its provider shuts down, or has shut down already.
 *
 * @param model without the date of a snapshot: snapshots that end together are one
 * @param calls how many used it lately
 * @param cost of these calls
 * @param replacementCost what the same usage costs of the replacement by the prices in force, at the rates for requests of the
 *     calls' average length; absent where there is no replacement, or it has no price for what they used
 */
public record EndingModel(
        ModelName model,
        ModelLifecycle lifecycle,
        long calls,
        Money cost,
        @Nullable Money replacementCost) {

    /** Until the first day, in UTC, on which it does not answer; zero or less where that day has come. */
    public long daysLeft(Instant now) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(now, ZoneOffset.UTC), lifecycle.shutDown());
    }
}
