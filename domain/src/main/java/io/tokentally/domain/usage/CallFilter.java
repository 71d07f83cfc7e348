package io.tokentally.domain.usage;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are looked for; what is absent does not matter.
 *
 * @param model the one that served, or else was asked for: of a model all snapshots, of a snapshot its own
 */
public record CallFilter(
        @Nullable Endpoint endpoint,
        @Nullable ModelName model,
        @Nullable Status status,
        @Nullable UserId userId) {

    public static final CallFilter ALL = new CallFilter(null, null, null, null);

    /** How a call ended, as far as a list cares. */
    public enum Status {
        SUCCEEDED,
        FAILED
    }

    public CallFilter withEndpoint(@Nullable Endpoint wanted) {
        return new CallFilter(wanted, model, status, userId);
    }

    public CallFilter withModel(@Nullable ModelName wanted) {
        return new CallFilter(endpoint, wanted, status, userId);
    }

    public CallFilter withStatus(@Nullable Status wanted) {
        return new CallFilter(endpoint, model, wanted, userId);
    }

    public CallFilter withUserId(@Nullable UserId wanted) {
        return new CallFilter(endpoint, model, status, wanted);
    }
}
