package io.tokentally.adapter.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.StrictRequestDecoder;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.domain.refusal.RefusalReason;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one provider. The one used last is used next. */
public final class UpstreamPool {

    private final Upstream upstream;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final GatewayOptions options;
    private final AtomicInteger connections;
    private final LongSupplier ticker;
    private final HttpDecoderConfig decoding;
    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
    private int open;

    /**
     * @param connections counts the open ones of all pools
     * @param ticker a monotonic clock, in nanoseconds
     */
    public UpstreamPool(
            Upstream upstream,
            EventLoop loop,
            Bootstrap bootstrap,
            GatewayOptions options,
            AtomicInteger connections,
            LongSupplier ticker) {
        this.upstream = upstream;
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.options = options;
        this.connections = connections;
        this.ticker = ticker;
        this.decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(options.limits().initialLineBytes())
                .setMaxHeaderSize(options.limits().headerBytes())
                .setMaxChunkSize(StrictRequestDecoder.MAX_PIECE_BYTES);
    }

    /** Somebody who wants to send a request. */
    public interface Waiting {

        void connected(UpstreamConnection connection);

        void notConnected(Throwable cause);
    }

    /** @param fresh whether it must be a new connection */
    public void acquire(Waiting waiting, boolean fresh) {
        UpstreamConnection pooled = fresh ? null : idle.pollLast();
        while (pooled != null) {
            if (pooled.isOpen()) {
                pooled.reuse();
                waiting.connected(pooled);
                return;
            }
            pooled = idle.pollLast();
        }
        if (open >= options.limits().upstreamConnections()) {
            waiting.notConnected(new RequestRejectedException(
                    RefusalReason.UNAVAILABLE,
                    "Too many calls to " + upstream.provider() + " are under way. Try again.",
                    1));
            return;
        }
        open++;
        var unused = HostAddresses.of(upstream.host(), loop).addListener((Future<List<InetAddress>> found) -> {
            if (found.isSuccess()) {
                connect(found.getNow(), 0, waiting);
            } else {
                failed(waiting, found.cause());
            }
        });
    }

    private void connect(List<InetAddress> addresses, int index, Waiting waiting) {
        UpstreamConnection connection = new UpstreamConnection(this, ticker);
        SslContext context = upstream.tls();
        SslHandler tls =
                context == null ? null : context.newHandler(ByteBufAllocator.DEFAULT, upstream.host(), upstream.port());
        ChannelFuture connecting =
                bootstrap.clone().handler(new Pipeline(tls, connection)).connect(addresses.get(index), upstream.port());
        var unused = connecting.addListener(done -> {
            if (done.isSuccess()) {
                handshake(connection, tls, waiting);
            } else if (index + 1 < addresses.size()) {
                connect(addresses, index + 1, waiting);
            } else {
                failed(waiting, done.cause());
            }
        });
    }

    private void handshake(UpstreamConnection connection, @Nullable SslHandler tls, Waiting waiting) {
        if (tls == null) {
            connected(connection, waiting);
            return;
        }
        tls.setHandshakeTimeoutMillis(options.timeouts().connect().toMillis());
        var unused = tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                connected(connection, waiting);
            } else {
                connection.close();
                failed(waiting, done.cause());
            }
        });
    }

    private void connected(UpstreamConnection connection, Waiting waiting) {
        connections.incrementAndGet();
        connection.counted();
        waiting.connected(connection);
    }

    private void failed(Waiting waiting, @Nullable Throwable cause) {
        open--;
        waiting.notConnected(cause == null ? new IllegalStateException("Not connected") : cause);
    }

    /** A response is at its end, and another request may follow. */
    void giveBack(UpstreamConnection connection) {
        idle.addLast(connection);
    }

    /** A connection that was counted is closed. */
    void closed(UpstreamConnection connection) {
        open--;
        connections.decrementAndGet();
        idle.remove(connection);
    }

    public void tick(long now) {
        long longest = options.timeouts().upstreamKeepAlive().toNanos();
        UpstreamConnection oldest = idle.peekFirst();
        while (oldest != null && now - oldest.idleSince() > longest) {
            idle.pollFirst();
            oldest.close();
            oldest = idle.peekFirst();
        }
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        private final @Nullable SslHandler tls;
        private final UpstreamConnection connection;

        Pipeline(@Nullable SslHandler tls, UpstreamConnection connection) {
            this.tls = tls;
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls != null) {
                channel.pipeline().addLast(tls);
            }
            channel.pipeline().addLast(new HttpClientCodec(decoding, false, false), connection);
        }
    }
}
