package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tokentally.adapter.gateway.options.GatewayShares;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteStallDetectorTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final GatewayShares SHARES = new GatewayShares(100, 100, 100, 1_000, Duration.ofSeconds(5));

    private final Client channel = new Client();
    private final WriteStallDetector detector = new WriteStallDetector(channel, SHARES, 0);

    WriteStallDetectorTest() {
        channel.pipeline().addLast(detector);
    }

    @AfterEach
    void close() {
        channel.takes = Integer.MAX_VALUE;
        channel.flush();
        channel.finishAndReleaseAll();
    }

    private boolean isTooSlowAt(int second) {
        return detector.isTooSlow(TimeUnit.SECONDS.toNanos(second));
    }

    private boolean isStalledAt(int second) {
        isTooSlowAt(second);
        return detector.isOlderThan(MINUTE, TimeUnit.SECONDS.toNanos(second));
    }

    private void write(int pieces) {
        for (int i = 0; i < pieces; i++) {
            var unused = channel.write(Unpooled.wrappedBuffer(new byte[1_000]));
        }
        channel.flush();
    }

    @Test
    void aClientForWhomNothingWaitsIsNeverLate() {
        write(0);

        assertThat(isStalledAt(1)).isFalse();
        assertThat(isStalledAt(1_000)).isFalse();
        assertThat(detector.isNothing()).isTrue();
    }

    @Test
    void aClientWhoTakesNothingIsStalled() {
        write(3);

        assertThat(isStalledAt(1)).isFalse();
        assertThat(detector.isNothing()).isFalse();
        assertThat(isStalledAt(61)).isFalse();
        assertThat(isStalledAt(62)).isTrue();
    }

    @Test
    void whateverIsTakenCountsFromThenOn() {
        write(3);
        isTooSlowAt(1);
        channel.takes = 1;
        channel.flush();

        assertThat(isStalledAt(50)).isFalse();
        assertThat(isStalledAt(100)).isFalse();
        assertThat(isStalledAt(111)).isTrue();
    }

    @Test
    void aClientWhoTakesLessThanTheLeastIsTooSlow() {
        write(100);
        isTooSlowAt(0);
        boolean tooSlow = false;
        for (int second = 1; second <= 10; second++) {
            channel.takes = second % 2;
            channel.flush();
            tooSlow |= isTooSlowAt(second);
        }
        assertThat(tooSlow).isTrue();
    }

    @Test
    void aClientWhoTakesEnoughIsNot() {
        write(100);
        isTooSlowAt(0);
        for (int second = 1; second <= 30; second++) {
            channel.takes = 2;
            channel.flush();
            assertThat(isTooSlowAt(second)).isFalse();
        }
    }

    /** A client who takes so many of the pieces that are flushed. */
    private static final class Client extends EmbeddedChannel {

        private int takes;

        @Override
        protected void doWrite(ChannelOutboundBuffer buffer) {
            while (takes > 0 && buffer.current() != null) {
                takes--;
                buffer.remove();
            }
        }
    }
}
