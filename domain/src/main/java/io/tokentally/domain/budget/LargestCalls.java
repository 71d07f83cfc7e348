package io.tokentally.domain.budget;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;

/**
 * The largest calls of one model lately, in tokens.
 *
 * @param model that was asked for
 * @param mostInput of any of them; {@code mostOutput} may be another's
 * @param usualInput what 95 of 100 did not exceed
 */
public record LargestCalls(
        Provider provider, ModelName model, long mostInput, long mostOutput, long usualInput, long usualOutput) {}
