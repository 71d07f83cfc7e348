package io.tokentally.adapter.gateway.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import java.util.concurrent.TimeUnit;

/** The ways in which a client's connection ends, and how long it may be in a state before it does. */
final class ConnectionClosing {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Channel channel;
    private final WriteStallDetector untaken;
    private final Timeouts timeouts;
    private final SlowSide rest;

    /** @param rest how fast that comes which is thrown away */
    ConnectionClosing(Channel channel, WriteStallDetector untaken, Timeouts timeouts, SlowSide rest) {
        this.channel = channel;
        this.untaken = untaken;
        this.timeouts = timeouts;
        this.rest = rest;
    }

    /** Ends it when the last answer is out. */
    void closeBehindAnswer() {
        var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Lets the client read the answer before it learns that what it still sends goes nowhere. */
    void shutOutputBehindAnswer() {
        var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (channel instanceof DuplexChannel duplex) {
                var unusedToo = duplex.shutdownOutput();
            }
        });
    }

    void close() {
        var unused = channel.close();
    }

    /**
     * Whether the client has had its time: to take what waits for it, or to send.
     *
     * @param since when what it is to do next became its turn
     */
    boolean isDue(ClientState state, long since, long now) {
        // Each is asked each time: it measures from one time to the next.
        boolean takenTooSlowly = untaken.isTooSlow(now);
        boolean sentTooSlowly = restIsTooSlow(state, now);
        if (takenTooSlowly || sentTooSlowly || untaken.isOlderThan(timeouts.clientIdle(), now)) {
            return true;
        }
        long waited = now - since;
        return switch (state) {
            case FRESH -> waited > timeouts.clientHeader().toNanos();
            case IDLE -> waited > timeouts.keepAlive().toNanos();
            case DISCARDING -> waited > timeouts.clientIdle().toNanos();
            // The call has clocks of its own.
            case RECEIVING, ANSWERING -> false;
            case CLOSING, LINGERING, CLOSED -> waited > LINGER_NANOS && untaken.isNothing();
        };
    }

    private boolean restIsTooSlow(ClientState state, long now) {
        boolean waits = state == ClientState.DISCARDING;
        if (!waits) {
            rest.forgive();
        }
        return rest.isTooSlow(waits, now);
    }
}
