package io.tokentally.domain.failure;

import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failed calls of a group.
 *
 * @param cost of those whose cost is known; what other models did for a call counts under them
 * @param people whose calls they were, of those whom the viewer sees
 * @param firstSeen when the first of them was made; nothing where the call has been removed since
 * @param lastSeen when the last of them was made; nothing where the call has been removed since
 * @param newest how the last of them failed; nothing where the call has been removed since
 */
public record FailedCalls(
        FailureGroup group,
        long calls,
        Money cost,
        long people,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        @Nullable Failure newest) {}
