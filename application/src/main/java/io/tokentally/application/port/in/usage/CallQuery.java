package io.tokentally.application.port.in.usage;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;

/** Which calls are asked for. */
public record CallQuery(UsageScope scope, Period period, CallFilter filter) {

    /** Everything in the scope and the period. */
    public static CallQuery of(UsageScope scope, Period period) {
        return new CallQuery(scope, period, CallFilter.ALL);
    }
}
