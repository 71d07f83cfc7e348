package io.tokentally.provider;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;

/** A request as it goes out, and what it asks for. */
public final class PreparedRequest {

    private final byte[] body;
    private final ModelName model;
    private final boolean streamed;
    private final RequestBounds bounds;

    /**
     * A request that tells nothing of what it can use: budgets treat it as one without bounds.
     *
     * @see #PreparedRequest(byte[], ModelName, boolean, RequestBounds)
     */
    public PreparedRequest(byte[] body, ModelName model, boolean streamed) {
        this(body, model, streamed, RequestBounds.UNKNOWN);
    }

    /**
     * @param body what goes out: the caller's bytes but for what asks the provider to report usage; not copied
     * @param model that is asked for; {@code unknown} if none is named
     * @param streamed whether the answer is asked for piece by piece
     * @param bounds what it can use at most
     */
    public PreparedRequest(byte[] body, ModelName model, boolean streamed, RequestBounds bounds) {
        this.body = body;
        this.model = model;
        this.streamed = streamed;
        this.bounds = bounds;
    }

    public byte[] body() {
        return body;
    }

    public ModelName model() {
        return model;
    }

    public boolean streamed() {
        return streamed;
    }

    /** What it can use at most, as far as it tells so itself. */
    public RequestBounds bounds() {
        return bounds;
    }
}
