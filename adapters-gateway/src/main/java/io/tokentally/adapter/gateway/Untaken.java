package io.tokentally.adapter.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/** What waits for a client to take it, and since when it has taken none of it. */
final class Untaken {

    private final Channel channel;
    private long bytes;
    private long since;

    Untaken(Channel channel) {
        this.channel = channel;
    }

    void look(long now) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        long left = waiting == null ? 0 : waiting.totalPendingWriteBytes();
        if (left == 0 || left != bytes) {
            bytes = left;
            since = now;
        }
    }

    boolean isNothing() {
        return bytes == 0;
    }

    /** Whether nothing was taken for longer than that, when it was last looked at. */
    boolean isOlderThan(Duration longest, long now) {
        return now - since > longest.toNanos();
    }
}
