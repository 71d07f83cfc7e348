package io.tokentally.adapter.gateway.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.options.GatewayShares;
import java.time.Duration;

/** A watch on what waits for a client to take it: since when it has taken none of it, and whether it takes it too slowly. */
public final class WriteStallDetector extends ChannelOutboundHandlerAdapter {

    private final Channel channel;
    private final SlowSide rate;
    private long written;
    private long bytes;
    private long taken;
    private long since;

    public WriteStallDetector(Channel channel, GatewayShares shares, long now) {
        this.channel = channel;
        this.rate = new SlowSide(shares, now);
        this.since = now;
    }

    /** Stands next to the socket, where every byte passes that is to go out. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf buffer) {
            written += buffer.readableBytes();
        }
        var unused = ctx.write(message, promise);
    }

    /** @return whether the client takes less than it must */
    boolean isTooSlow(long now) {
        long before = bytes;
        bytes = waiting();
        long takenBefore = taken;
        taken = written - bytes;
        if (bytes == 0 || before == 0) {
            since = now;
            rate.forgive();
            return rate.isTooSlow(false, now);
        }
        if (taken != takenBefore) {
            since = now;
        }
        rate.moved(taken - takenBefore);
        return rate.isTooSlow(true, now);
    }

    private long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.totalPendingWriteBytes() == 0) {
            return 0;
        }
        long[] sum = new long[1];
        try {
            buffer.forEachFlushedMessage(message -> {
                sum[0] += message instanceof ByteBuf piece ? piece.readableBytes() : 0;
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException("What waits for a client cannot be counted", e);
        }
        return sum[0];
    }

    boolean isNothing() {
        return bytes == 0;
    }

    /** Whether nothing was taken for longer than that, when it was last looked at. */
    boolean isOlderThan(Duration longest, long now) {
        return bytes > 0 && now - since > longest.toNanos();
    }
}
