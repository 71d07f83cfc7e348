package io.tokentally.application.port.in.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;

/** Which calls are asked for, and in which order. */
public record CallQuery(UsageScope scope, Period period, CallFilter filter, CallOrder order) {

    /** Everything in the scope and the period, the newest first. */
    public static CallQuery of(UsageScope scope, Period period) {
        return new CallQuery(scope, period, CallFilter.ALL, CallOrder.NEWEST_FIRST);
    }
}
