package io.tokentally.domain.repricing;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are priced again, by the prices that are known by now for the instant of each call.
 *
 * @param provider absent for all
 * @param model the billed models; absent for all
 * @param unpricedOnly leaves alone what has a cost already
 * @param reason for the audit trail
 */
public record RepricingRequest(
        TimeRange range,
        @Nullable Provider provider,
        @Nullable ModelPattern model,
        boolean unpricedOnly,
        String reason) {

    public static final int MAX_REASON_LENGTH = 500;

    public RepricingRequest {
        reason = PlainText.require("reason", reason, MAX_REASON_LENGTH);
    }
}
