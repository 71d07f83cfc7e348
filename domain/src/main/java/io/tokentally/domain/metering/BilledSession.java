package io.tokentally.domain.metering;

import java.time.Duration;
import java.util.List;

/**
 * What a call used that is billed once for all the calls that use it, at the rates of the first one's model: a container in which
 * tools run.
 *
 * @param job known by the provider's own identifier of it
 * @param operation the part of the provider's API that it belongs to
 */
public record BilledSession(BillableJob job, Operation operation, UsageReading reading) {

    /** The session as a call of its own, which that call tells of. */
    public MeteredCall toldBy(MeteredCall call) {
        return new MeteredCall(
                call.startedAt(),
                call.attribution(),
                operation,
                call.provider(),
                call.requestedModel(),
                call.servedModel(),
                ServiceTier.STANDARD,
                null,
                reading,
                new Timing(Duration.ZERO, null),
                new Outcome.Success(),
                job,
                List.of(),
                false);
    }
}
