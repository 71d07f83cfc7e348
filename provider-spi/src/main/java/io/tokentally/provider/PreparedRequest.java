package io.tokentally.provider;

import io.tokentally.domain.metering.ModelName;

/** A request as it goes out, and what it asks for. */
public final class PreparedRequest {

    private final byte[] body;
    private final ModelName model;
    private final boolean streamed;

    /**
     * @param body what goes out: the caller's bytes but for what asks the provider to report usage; not copied
     * @param model that is asked for; {@code unknown} if none is named
     * @param streamed whether the answer is asked for piece by piece
     */
    public PreparedRequest(byte[] body, ModelName model, boolean streamed) {
        this.body = body;
        this.model = model;
        this.streamed = streamed;
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
}
