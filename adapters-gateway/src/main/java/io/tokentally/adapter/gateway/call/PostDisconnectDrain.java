package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.domain.key.VirtualKey;
import org.jspecify.annotations.Nullable;

/**
 * A response that is heard for its usage alone, since its caller is gone: not for long, not for much, and not too many at
 * once.
 */
final class PostDisconnectDrain {

    private final GatewayContext gateway;
    private final VirtualKey key;
    private final long since;
    private final long bytesBefore;

    private PostDisconnectDrain(GatewayContext gateway, VirtualKey key, long bytesBefore) {
        this.gateway = gateway;
        this.key = key;
        this.since = gateway.now();
        this.bytesBefore = bytesBefore;
    }

    /**
     * Begins one, unless there are enough of them, or of the key's or its organization's own.
     *
     * @param responseBytes that have come by now
     */
    static @Nullable PostDisconnectDrain begin(GatewayContext gateway, VirtualKey key, long responseBytes) {
        if (gateway.drainShares().take(key, 1) != FairBudget.Outcome.TAKEN) {
            return null;
        }
        gateway.drains().incrementAndGet();
        return new PostDisconnectDrain(gateway, key, responseBytes);
    }

    boolean isTooLong(long now) {
        return now - since > gateway.options().timeouts().drain().toNanos();
    }

    /** @param responseBytes that have come by now */
    boolean isTooMuch(long responseBytes) {
        return responseBytes - bytesBefore > gateway.options().limits().drainBytes();
    }

    void end() {
        gateway.drainShares().giveBack(key, 1);
        gateway.drains().decrementAndGet();
    }
}
