package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.options.GatewayOptions;

/** The clocks of one call: when what happened last, and whether what should follow is late. */
final class CallTimeouts {

    private final GatewayContext gateway;
    private final GatewayOptions.Timeouts timeouts;
    private final SlowSide body;
    private long clientActiveAt;
    private long sentAt;
    private long arrivedAt;

    CallTimeouts(GatewayContext gateway) {
        this.gateway = gateway;
        this.timeouts = gateway.options().timeouts();
        this.clientActiveAt = gateway.now();
        this.body = new SlowSide(gateway.options().shares(), clientActiveAt);
    }

    /** So many bytes of the body have come. */
    void clientSent(int bytes) {
        clientActiveAt = gateway.now();
        body.moved(bytes);
    }

    /** @param waits whether it is the client who is waited for */
    boolean bodyTooLate(boolean waits, long now) {
        return body.isTooSlow(waits, now)
                || (waits && now - clientActiveAt > timeouts.clientIdle().toNanos());
    }

    void sent() {
        sentAt = gateway.now();
        arrivedAt = sentAt;
    }

    void arrived() {
        arrivedAt = gateway.now();
    }

    boolean responseTooLate(long now, boolean begun) {
        long between = begun ? timeouts.idle().toNanos() : timeouts.firstByte().toNanos();
        return now - Math.max(arrivedAt, begun ? arrivedAt : clientActiveAt) > between;
    }

    boolean tooLongInAll(long now) {
        return now - sentAt > timeouts.total().toNanos();
    }
}
