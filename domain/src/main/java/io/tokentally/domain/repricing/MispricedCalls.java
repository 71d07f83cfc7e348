package io.tokentally.domain.repricing;

import io.tokentally.domain.pricing.Money;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were priced by a version that was corrected, or withdrawn, since.
 *
 * @param reason of the correction
 * @param difference what they would cost more by the prices that are known by now, or less where it is negative; absent where
 *     they are too many to add up at once, or some of them would have no price
 */
public record MispricedCalls(
        CallsOfVersion calls, String reason, @Nullable Money difference) {}
