package io.tokentally.adapter.rest;

import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Objects;

/** What calls without a known cost have in common that are told of in one row: whose they are, and why. */
record FocusGap(FocusSource source, UnpricedReason reason) {

    static FocusGap of(UsageRecord call) {
        return new FocusGap(
                FocusSource.of(call),
                Objects.requireNonNull(call.cost().unpricedReason(), "An unpriced cost has a reason"));
    }
}
