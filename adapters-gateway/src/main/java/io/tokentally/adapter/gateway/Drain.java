package io.tokentally.adapter.gateway;

import org.jspecify.annotations.Nullable;

/** An answer that is heard for its usage alone, since its caller is gone: not for long, not for much, and not too many at once. */
final class Drain {

    private final GatewayContext gateway;
    private final long since;
    private final long bytesBefore;

    private Drain(GatewayContext gateway, long bytesBefore) {
        this.gateway = gateway;
        this.since = gateway.now();
        this.bytesBefore = bytesBefore;
    }

    /**
     * Begins one, unless there are enough of them.
     *
     * @param answerBytes that have come by now
     */
    static @Nullable Drain begin(GatewayContext gateway, long answerBytes) {
        if (gateway.drains().incrementAndGet() > gateway.options().limits().drains()) {
            gateway.drains().decrementAndGet();
            return null;
        }
        return new Drain(gateway, answerBytes);
    }

    boolean isTooLong(long now) {
        return now - since > gateway.options().timeouts().drain().toNanos();
    }

    /** @param answerBytes that have come by now */
    boolean isTooMuch(long answerBytes) {
        return answerBytes - bytesBefore > gateway.options().limits().drainBytes();
    }

    void end() {
        gateway.drains().decrementAndGet();
    }
}
