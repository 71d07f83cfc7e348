package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;

/**
 * Which of a call's usage parts a cost line is for, and by what it was priced.
 *
 * @param index its place among the parts, from 0 on
 * @param model the one that did the work
 * @param priceVersion the version of the price that was applied
 */
public record BilledPart(int index, ModelName model, String priceVersion) {

    public BilledPart {
        if (index < 0) {
            throw new IllegalArgumentException("A usage part's place must not be negative: " + index);
        }
    }
}
