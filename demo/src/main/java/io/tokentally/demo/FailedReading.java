package io.tokentally.demo;

import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import java.util.function.Supplier;

/** What is known of the usage of calls that failed. */
public final class FailedReading {

    private FailedReading() {}

    /** @param used what a stream that broke off had used: it has no usage, and what came of it was counted */
    public static UsageReading of(Failure.Kind kind, Supplier<Quantities> used) {
        return switch (kind) {
            case TIMEOUT -> new UsageReading.Missing();
            case STREAM_INTERRUPTED, CANCELLED -> new UsageReading.Estimated(used.get());
            case INVALID_RESPONSE -> new UsageReading.Invalid();
            case PROVIDER_ERROR, CONNECTION_FAILED -> new UsageReading.NotBilled();
        };
    }
}
