package io.tokentally.adapter.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.EmbeddedProvider;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.call.CallUnderTest;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection to a provider tells whoever uses it, and when another may use it, without a network. */
class UpstreamConnectionTest implements UpstreamListener, UpstreamPool.Waiting {

    private final EmbeddedChannel thread = new EmbeddedChannel();
    private final EmbeddedProvider provider = new EmbeddedProvider();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private final UpstreamPool pool = new UpstreamPool(
            CallUnderTest.upstream(),
            thread.eventLoop(),
            provider.bootstrap(thread.eventLoop()),
            GatewayUnderTest.options(URI.create("http://127.0.0.1:9/v1"), Limits.DEFAULT, Timeouts.DEFAULT),
            open,
            now::get);
    private @Nullable UpstreamConnection connection;

    @AfterEach
    void close() {
        provider.release();
        var unused = thread.close();
    }

    @Override
    public void connected(UpstreamConnection connected) {
        connection = connected;
    }

    @Override
    public void notConnected(Throwable cause) {
        told.add("not connected");
    }

    @Override
    public void answered(HttpResponse response) {
        told.add("answered " + response.status().code());
    }

    @Override
    public void answeredGarbage() {
        told.add("garbage");
    }

    @Override
    public void arrived(HttpContent content) {
        String text = content.content().toString(StandardCharsets.ISO_8859_1);
        told.add((content instanceof LastHttpContent ? "last " : "piece ") + text);
        content.release();
    }

    @Override
    public void readComplete() {}

    @Override
    public void upstreamWritable() {}

    @Override
    public void upstreamClosed(UpstreamConnection closed) {
        told.add(closed.writeFailed() ? "closed unsent" : "closed");
    }

    @Override
    public void noMemory() {
        told.add("no memory");
    }

    private UpstreamConnection connection() {
        return Objects.requireNonNull(connection);
    }

    /** A request has gone out. */
    private void send() {
        connection = null;
        pool.acquire(this, false);
        thread.runPendingTasks();
        if (provider.last().isConnecting()) {
            provider.last().accept();
        }
        connection().begin(this);
        connection().write(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/models"));
        connection().flush();
        thread.runPendingTasks();
        assertThat(connection().isRequestSent()).isTrue();
    }

    private void say(String text) {
        assertThat(provider.last().say(text).refCnt()).isZero();
    }

    @Test
    void aResponseIsToldPieceByPieceAndTheConnectionIsUsedAgain() {
        send();
        UpstreamConnection first = connection();
        say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
        say("cd");
        assertThat(told).containsExactly("answered 200", "piece ab", "last cd");
        assertThat(first.isReused()).isFalse();

        send();
        assertThat(connection()).isSameAs(first);
        assertThat(connection().isReused()).isTrue();
        assertThat(open).hasValue(1);
    }

    @Test
    void aConnectionThatTheProviderGivesUpIsNotUsedAgain() {
        send();
        say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab");
        assertThat(told).containsExactly("answered 200", "last ab");
        assertThat(provider.last().isOpen()).isFalse();
        assertThat(open).hasValue(0);
    }

    @Test
    void interimResponsesStayBehind() {
        send();
        say("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Calls.ok("ab"));

        assertThat(told).containsExactly("answered 200", "last ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
            })
    void whatIsNoResponseIsGarbage(String garbage) {
        send();
        say(garbage);

        assertThat(told).containsExactly("garbage");
        assertThat(provider.last().isOpen()).isFalse();
    }

    @Test
    void aBodyThatBreaksTheRulesIsToldAsAHangUp() {
        send();
        say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");

        assertThat(told).containsExactly("answered 200", "closed");
        assertThat(provider.last().isOpen()).isFalse();
    }

    @Test
    void aHangUpIsToldOnce() {
        send();
        provider.last().hangUp();

        assertThat(told).containsExactly("closed");
        assertThat(open).hasValue(0);
    }

    @Test
    void whoeverHungUpHearsNothingMore() {
        send();
        connection().close();
        provider.last().runPendingTasks();

        assertThat(told).isEmpty();
        assertThat(provider.last().isOpen()).isFalse();
    }

    @Test
    void whatComesUnaskedEndsTheConnection() {
        send();
        say(Calls.ok("ab"));
        told.clear();
        say(Calls.ok("cd"));

        assertThat(told).isEmpty();
        assertThat(provider.last().isOpen()).isFalse();
        send();
        assertThat(provider.connections()).isEqualTo(2);
    }

    @Test
    void aBufferThatIsRefusedIsTold() {
        send();
        provider.last().pipeline().fireExceptionCaught(new OutOfMemoryError("planted"));
        provider.last().runPendingTasks();

        assertThat(told).containsExactly("no memory", "closed");
    }

    @Test
    void whatCannotBeWrittenHasNotArrived() {
        send();
        provider.last().pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                promise.setFailure(new IOException("planted"));
            }
        });
        connection().write(Unpooled.buffer(1));
        connection().flush();
        provider.last().runPendingTasks();

        assertThat(told).containsExactly("closed unsent");
    }

    @Test
    void itCanBePaused() {
        send();
        connection().pause();
        assertThat(connection().isPaused()).isTrue();
        assertThat(provider.last().config().isAutoRead()).isFalse();
        connection().giveBack();
        assertThat(connection().isPaused()).isFalse();
    }

    @Test
    void whatIsIdleForTooLongIsClosed() {
        send();
        say(Calls.ok("ab"));
        long longest = Timeouts.DEFAULT.upstreamKeepAlive().toNanos();
        pool.tick(now.addAndGet(longest));
        assertThat(provider.last().isOpen()).isTrue();
        pool.tick(now.addAndGet(Duration.ofMillis(1).toNanos()));
        provider.last().runPendingTasks();

        assertThat(provider.last().isOpen()).isFalse();
        assertThat(open).hasValue(0);
    }

    @Test
    void aProviderWhoCannotBeReachedIsToldAndCountsForNothing() {
        pool.acquire(this, false);
        thread.runPendingTasks();
        provider.last().refuse();

        assertThat(told).containsExactly("not connected");
        assertThat(open).hasValue(0);
    }
}
