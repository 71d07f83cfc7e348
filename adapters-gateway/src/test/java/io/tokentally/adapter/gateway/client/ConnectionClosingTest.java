package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionClosingTest {

    private static final Timeouts TIMEOUTS = Timeouts.DEFAULT;
    private static final GatewayShares NO_LEAST_RATE = new GatewayShares(25, 50, 25, 0, Duration.ofSeconds(20));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final WriteStallDetector untaken = new WriteStallDetector(channel, NO_LEAST_RATE, 0);
    private final ConnectionClosing closing =
            new ConnectionClosing(channel, untaken, TIMEOUTS, new SlowSide(NO_LEAST_RATE, 0));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({"FRESH, 30", "IDLE, 75", "DISCARDING, 60", "CLOSING, 2", "LINGERING, 2", "CLOSED, 2"})
    void aClientHasItsTimeInEachStateAndNoMore(ClientState state, long seconds) {
        long since = Duration.ofHours(1).toNanos();
        long end = since + Duration.ofSeconds(seconds).toNanos();

        assertThat(closing.isDue(state, since, end)).isFalse();
        assertThat(closing.isDue(state, since, end + 1)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIVING", "ANSWERING"})
    void aCallHasClocksOfItsOwn(ClientState state) {
        assertThat(closing.isDue(state, 0, Duration.ofDays(1).toNanos())).isFalse();
    }

    @Test
    void whoStallsWithWhatIsThrownAwayIsDueSooner() {
        GatewayShares shares = new GatewayShares(25, 50, 25, 1_000, Duration.ofSeconds(2));
        SlowSide rest = new SlowSide(shares, 0);
        ConnectionClosing rated = new ConnectionClosing(channel, untaken, TIMEOUTS, rest);
        long second = Duration.ofSeconds(1).toNanos();

        assertThat(rated.isDue(ClientState.RECEIVING, 0, 5 * second)).isFalse();
        assertThat(rated.isDue(ClientState.DISCARDING, 5 * second, 6 * second)).isFalse();
        rest.moved(2_000);
        assertThat(rated.isDue(ClientState.DISCARDING, 5 * second, 7 * second)).isFalse();
        assertThat(rated.isDue(ClientState.DISCARDING, 5 * second, 8 * second)).isFalse();
        assertThat(rated.isDue(ClientState.DISCARDING, 5 * second, 9 * second)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ClientState.class)
    void whoTakesNothingOfWhatWaitsIsDueInAnyState(ClientState state) {
        Stalled stalled = new Stalled();
        try (stalled) {
            assertThat(stalled.closing.isDue(state, 0, 1)).isFalse();
            assertThat(stalled.closing.isDue(state, 0, 2)).isFalse();
            assertThat(stalled.closing.isDue(
                            state, Long.MAX_VALUE / 2, TIMEOUTS.clientIdle().toNanos() + 2))
                    .isTrue();
        }
    }

    @Test
    void whoStillTakesTheLastAnswerIsLeftToTakeIt() {
        Stalled stalled = new Stalled();
        try (stalled) {
            long twoSeconds = Duration.ofSeconds(2).toNanos();

            assertThat(stalled.closing.isDue(ClientState.CLOSING, 0, twoSeconds + 1))
                    .isFalse();
        }
    }

    @Test
    void theConnectionEndsBehindTheAnswer() {
        var unused = channel.write(Unpooled.wrappedBuffer(new byte[3]));

        closing.closeBehindAnswer();

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.outboundMessages()).isNotEmpty();
    }

    @Test
    void whereHalfAConnectionCannotBeShutItStaysOpenForTheClientToRead() {
        var unused = channel.write(Unpooled.wrappedBuffer(new byte[3]));

        closing.shutOutputBehindAnswer();

        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.outboundMessages()).isNotEmpty();
    }

    @Test
    void halfAConnectionIsShutBehindTheAnswer() {
        HalfClosable duplex = new HalfClosable();
        ConnectionClosing ofDuplex = new ConnectionClosing(
                duplex, new WriteStallDetector(duplex, NO_LEAST_RATE, 0), TIMEOUTS, new SlowSide(NO_LEAST_RATE, 0));
        var unused = duplex.write(Unpooled.wrappedBuffer(new byte[3]));

        ofDuplex.shutOutputBehindAnswer();

        assertThat(duplex.isOutputShutdown()).isTrue();
        assertThat(duplex.outboundMessages()).isNotEmpty();
        assertThat(duplex.isOpen()).isTrue();
        duplex.finishAndReleaseAll();
    }

    /** A client for whom bytes wait that it does not take. */
    private static final class Stalled implements AutoCloseable {

        private final EmbeddedChannel channel = new Full();
        private final WriteStallDetector untaken = new WriteStallDetector(channel, NO_LEAST_RATE, 0);
        private final ConnectionClosing closing =
                new ConnectionClosing(channel, untaken, TIMEOUTS, new SlowSide(NO_LEAST_RATE, 0));

        Stalled() {
            channel.pipeline().addLast(untaken);
            var unused = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1000]));
        }

        @Override
        public void close() {
            var unused = channel.close();
            channel.releaseOutbound();
        }
    }

    /** Takes no byte that is flushed. */
    private static final class Full extends EmbeddedChannel {

        @Override
        protected void doWrite(ChannelOutboundBuffer in) {}
    }
}
