package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.refusal.RefusalReason;

/** The budget of bytes of requests that may be kept in memory: all together, of one organization and of one key. */
public final class BufferBudget {

    /** A body is there several times on its way: as it came, as it is sent, and in the buffers of the connection. */
    private static final int SHARE_OF_HEAP = 4;

    private final FairBudget bytes;

    /** Whoever is alone can send the largest body that is allowed, however small the shares are. */
    public BufferBudget(GatewayOptions.Limits limits, GatewayShares shares) {
        long whole = Math.min(limits.bufferedBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        long largest = limits.meteredBodyBytes();
        this.bytes = new FairBudget(
                whole,
                Math.max(largest, GatewayShares.of(shares.organizationPercent(), whole)),
                Math.max(largest, GatewayShares.of(shares.keyPercent(), whole)));
    }

    /** @throws RequestRejectedException if there are not so many left, for all or for that key */
    public void take(VirtualKey key, long more) {
        switch (bytes.take(key, more)) {
            case TAKEN -> {}
            case KEY_HAS_ITS_SHARE ->
                throw tooMuch("Requests of this key that are under way take all the memory that one key may have.");
            case ORGANIZATION_HAS_ITS_SHARE ->
                throw tooMuch(
                        "Requests of this organization that are under way take all the memory that one may have.");
            case NOTHING_LEFT ->
                throw new RequestRejectedException(
                        RefusalReason.UNAVAILABLE, "Too many large requests are under way. Try again.", 1);
        }
    }

    private static RequestRejectedException tooMuch(String what) {
        return new RequestRejectedException(RefusalReason.SHARE_USED_UP, what + " Send fewer large ones at once.", 1);
    }

    public void giveBack(VirtualKey key, long less) {
        bytes.giveBack(key, less);
    }

    long free() {
        return bytes.free();
    }
}
