package io.tokentally.provider.wire;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.Operation;
import io.tokentally.provider.PreparedRequest;
import org.jspecify.annotations.Nullable;

/** Fetching, or cancelling, what a provider works on apart from the call that asked for it. */
public abstract class JobFetch implements ProviderCallHandler {

    private final Operation operation;

    protected JobFetch(String operation) {
        this.operation = new Operation(operation);
    }

    @Override
    public final Operation operation() {
        return operation;
    }

    @Override
    public final boolean fetches() {
        return true;
    }

    @Override
    public final PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        return new PreparedRequest(body, Identifiers.UNKNOWN_MODEL, false, bounds());
    }

    /** What fetching can use at most: nothing, since what is fetched was asked for before. */
    protected RequestBounds bounds() {
        return RequestBounds.NOTHING;
    }
}
