package io.tokentally.provider;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import org.jspecify.annotations.Nullable;

/** A request as it goes out, and what it asks for. */
public final class PreparedRequest {

    private final byte[] body;
    private final ModelName model;
    private final boolean streamed;
    private final @Nullable ServiceTier tierAsked;

    /**
     * @param body what goes out: the caller's bytes but for what asks the provider to report usage; not copied
     * @param model that is asked for; {@code unknown} if none is named
     * @param streamed whether the answer is asked for piece by piece
     * @param tierAsked the tier that is asked for, which need not be the one that is served
     */
    public PreparedRequest(byte[] body, ModelName model, boolean streamed, @Nullable ServiceTier tierAsked) {
        this.body = body;
        this.model = model;
        this.streamed = streamed;
        this.tierAsked = tierAsked;
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

    public @Nullable ServiceTier tierAsked() {
        return tierAsked;
    }
}
