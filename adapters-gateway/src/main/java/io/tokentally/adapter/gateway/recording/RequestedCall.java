package io.tokentally.adapter.gateway.recording;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known so far of a call that somebody asks for. Whoever learns more notes it here, so that a refusal, whenever it comes,
 * can be counted as its key's.
 */
public final class RequestedCall {

    private @Nullable VirtualKey key;
    private @Nullable String unknownKey;
    private @Nullable UserId user;
    private @Nullable Provider provider;
    private @Nullable Endpoint endpoint;
    private @Nullable Operation operation;
    private @Nullable ModelName model;

    /** It leads to that provider. */
    public void leadsTo(Provider reached) {
        provider = reached;
    }

    /** It came with that key, whether or not that is good. */
    public void cameWith(VirtualKey known) {
        key = known;
        user = known.holder().userId();
    }

    /** It came with a key that nobody knows, of which no more is kept than how it begins, if it could be one of ours. */
    public void cameWithUnknown(String presented) {
        unknownKey = VirtualKeySecret.isOne(presented) ? new VirtualKeySecret(presented).prefix() : null;
    }

    /** @param named absent if the caller names no endpoint */
    public void isOf(UserId caller, @Nullable Endpoint named) {
        user = caller;
        endpoint = named;
    }

    public void asksFor(Operation asked) {
        operation = asked;
    }

    public void namesModel(ModelName named) {
        model = named.equals(ModelName.UNKNOWN) ? model : named;
    }

    public RefusedCall refused(RefusalReason reason, Instant at) {
        VirtualKey known = key;
        Operation asked = operation;
        return new RefusedCall(
                at,
                reason,
                known == null ? null : new RefusedKey(known.organizationId(), known.id()),
                unknownKey,
                user,
                provider,
                endpoint == null && asked != null ? Endpoint.of(asked) : endpoint,
                asked,
                model);
    }
}
