package io.tokentally.domain.budget;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;

/**
 * A batch's requests of one model, added up.
 *
 * @param number how many there are
 * @param longestInput the most input tokens that any of them has
 * @param bounds of all of them together: without a limit on the output where any has none
 */
public record BatchedRequests(ModelName model, long number, long longestInput, RequestBounds bounds) {

    public BatchedRequests {
        if (number < 1 || number > Quantities.MAX_AMOUNT) {
            throw new IllegalArgumentException("A batch has between 1 and %d requests of a model, not %d"
                    .formatted(Quantities.MAX_AMOUNT, number));
        }
        if (longestInput < 0 || longestInput > bounds.inputTokens()) {
            throw new IllegalArgumentException(
                    "The longest of requests with %d input tokens has between 0 and all, not %d"
                            .formatted(bounds.inputTokens(), longestInput));
        }
        if (bounds.batch() != null) {
            throw new IllegalArgumentException("No request of a batch makes a batch");
        }
    }
}
