package io.tokentally.adapter.gateway.client;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.call.CallClient;
import io.tokentally.adapter.gateway.call.EventLoopContext;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.call.TimeoutListener;
import io.tokentally.adapter.gateway.http.ForwardedFor;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.provider.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: one request at a time. What a client sends ahead waits, and no more of it is read meanwhile; yet
 * that it hangs up is noticed.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter implements TimeoutListener, CallClient {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MAX_DISCARDED = 8L << 20;

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final ClientConnections connections;
    private final Channel channel;
    private final ResponseEncoder encoder;
    private final RequestValidator reception;
    private final WriteStallDetector untaken;
    private final HeldConnection held;
    private final ArrayDeque<Object> ahead = new ArrayDeque<>(2);
    private @Nullable Call call;
    private @Nullable Upstream shape;
    private boolean requestEnded = true;
    private boolean responseEnded = true;
    private boolean keepsAlive = true;
    private boolean knowsChunks = true;
    private boolean closing;
    private boolean goingOn;
    private boolean served;
    private long since;
    private long discarded;

    public ClientConnection(
            GatewayContext gateway,
            EventLoopContext loop,
            ClientConnections connections,
            Channel channel,
            ResponseEncoder encoder,
            HeldConnection held,
            WriteStallDetector untaken) {
        this.gateway = gateway;
        this.loop = loop;
        this.connections = connections;
        this.channel = channel;
        this.encoder = encoder;
        this.held = held;
        this.untaken = untaken;
        this.reception = new RequestValidator(gateway, loop, this);
        this.since = gateway.now();
        held.onClosing(() -> loop.loop().execute(this::makeRoom));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else if (isBusy() || !ahead.isEmpty()) {
            ahead.add(message);
            pause();
        } else {
            take(message);
        }
    }

    /** Whether a request is being answered of which nothing more is to come. */
    private boolean isBusy() {
        return requestEnded && !responseEnded;
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            requestHeaders(request);
        }
        if (message instanceof HttpContent content) {
            body(content);
        }
    }

    private void requestHeaders(HttpRequest request) {
        held.busy();
        requestEnded = false;
        responseEnded = false;
        discarded = 0;
        shape = null;
        knowsChunks = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        keepsAlive = knowsChunks && HttpUtil.isKeepAlive(request);
        encoder.headAsked(request.method().equals(HttpMethod.HEAD));
        boolean waits = HttpUtil.is100ContinueExpected(request);
        try {
            call = reception.receive(request);
            if (call != null) {
                begin(call, waits);
            }
        } catch (RequestRejectedException e) {
            keepsAlive &= !waits && !request.decoderResult().isFailure() && e.refusal() != Refusal.TOO_LARGE;
            dismissCall();
            refuse(e);
        }
    }

    /** A client that waits may leave out the body of a request that is refused, and then nothing may follow it. */
    private void begin(Call next, boolean waits) {
        boolean keeps = keepsAlive;
        keepsAlive &= !waits;
        next.begin();
        if (waits && call == next) {
            keepsAlive = keeps;
            writeAndFlush(GatewayResponses.goOn());
        }
    }

    private void body(HttpContent content) {
        boolean malformed = content.decoderResult().isFailure();
        requestEnded = content instanceof LastHttpContent;
        Call current = call;
        if (closing) {
            content.release();
        } else if (malformed) {
            content.release();
            keepsAlive = false;
            malformedBody(current);
        } else if (current == null) {
            discarded += content.content().readableBytes();
            content.release();
            if (discarded > MAX_DISCARDED) {
                cut();
            }
        } else {
            pass(current, content);
        }
        goOn();
    }

    private void pass(Call current, HttpContent content) {
        try {
            current.body(content);
        } catch (RequestRejectedException e) {
            keepsAlive &= requestEnded;
            dismissCall();
            refuse(e);
        }
    }

    private void malformedBody(@Nullable Call current) {
        RequestRejectedException refused = new RequestRejectedException(
                Refusal.MALFORMED_REQUEST, "The body of the request breaks the rules of HTTP.");
        if (current != null) {
            current.refuseMidway(refused);
        } else {
            cut();
        }
    }

    private void dismissCall() {
        if (call != null) {
            call.over();
            call = null;
        }
    }

    /** The path leads to that provider: from now on refusals have its shape. */
    void shapeAs(Upstream upstream) {
        shape = upstream;
    }

    /** Learns from the headers of a request whom a trusted proxy forwards for. */
    void calledFrom(HttpHeaders headers) {
        if (held.ofProxy()) {
            connections.calledFrom(
                    held, ForwardedFor.in(headers, gateway.options().trustedProxies()));
        }
    }

    /** @throws RequestRejectedException if that key has its share of connections already */
    void claim(VirtualKey key) {
        connections.claim(held, key);
    }

    @Override
    public boolean knowsChunks() {
        return knowsChunks;
    }

    @Override
    public void closeAfterResponse() {
        keepsAlive = false;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void pause() {
        channel.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        if (ahead.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void writeHeaders(HttpResponse response) {
        keepsAlive &= !gateway.stopping().get();
        if (!keepsAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        write(response);
    }

    @Override
    public void write(Object message) {
        var unused = channel.write(message, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    private void writeAndFlush(Object message) {
        var unused = channel.writeAndFlush(message, channel.voidPromise());
    }

    /** Answers in the provider's stead. */
    @Override
    public void refuse(RequestRejectedException refused) {
        gateway.metrics().refused(refused.refusal());
        writeHeaders(GatewayResponses.refusal(refused, shape));
        flush();
        answered();
    }

    /** Answers whoever asks whether calls are taken. */
    void tellHealth(boolean ready, MeteringHealth metering) {
        writeHeaders(GatewayResponses.health(ready, gateway.stopping().get(), metering));
        flush();
        answered();
    }

    /** The response is written and sent off. */
    @Override
    public void answered() {
        call = null;
        responseEnded = true;
        served = true;
        since = gateway.now();
        if (keepsAlive) {
            goOn();
        } else {
            closeGently();
        }
    }

    /** Takes what was sent ahead, if its turn has come. */
    private void goOn() {
        if (goingOn) {
            // Whoever takes what was sent ahead comes back for the rest.
            return;
        }
        goingOn = true;
        while (!closing && !isBusy() && !ahead.isEmpty()) {
            take(ahead.remove());
        }
        goingOn = false;
        if (!closing && ahead.isEmpty() && responseEnded) {
            resume();
        }
        if (isIdle()) {
            held.idle(since);
        }
    }

    private boolean isIdle() {
        return call == null && responseEnded && requestEnded && ahead.isEmpty() && !closing;
    }

    /** Others need its place more than it does, unless a request has come meanwhile. */
    private void makeRoom() {
        if (isIdle()) {
            cut();
        } else if (!closing) {
            connections.stays(held);
        }
    }

    /** Lets the client read the response before it learns that what it still sends goes nowhere. */
    private void closeGently() {
        closing = true;
        since = gateway.now();
        releaseAhead();
        resume();
        if (requestEnded) {
            var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
                if (channel instanceof DuplexChannel duplex) {
                    var unusedToo = duplex.shutdownOutput();
                }
            });
        }
    }

    /** Ends it so that the client sees that something is missing. */
    @Override
    public void cut() {
        closing = true;
        var unused = channel.close();
    }

    /** The gateway stops: what is idle ends now, and what is not with its response. */
    public void stop() {
        if (isIdle()) {
            cut();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.watch(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.forget(this);
        closing = true;
        gateway.metrics().clients().decrementAndGet();
        releaseAhead();
        Call current = call;
        call = null;
        if (current != null) {
            current.clientGone();
        }
    }

    private void releaseAhead() {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (call != null && channel.isWritable()) {
            call.clientWritable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofClient = cause instanceof IOException
                || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
        if (cause instanceof OutOfMemoryError) {
            noMemory();
            return;
        }
        if (!ofClient) {
            gateway.recorder().failed(cause);
        }
        cut();
    }

    /**
     * A buffer was refused. Whoever has seen nothing of a response is told, in a few bytes of the heap, and the gateway goes
     * on.
     */
    private void noMemory() {
        keepsAlive = false;
        Call current = call;
        if (closing) {
            cut();
        } else if (current != null && !responseEnded) {
            current.noMemory();
        } else if (requestEnded) {
            cut();
        } else {
            refuse(RequestRejectedException.noMemory());
        }
    }

    @Override
    public void tick(long now) {
        GatewayOptions.Timeouts timeouts = gateway.options().timeouts();
        long idle = now - since;
        boolean tooSlow = untaken.isTooSlow(now);
        if (tooSlow || untaken.isOlderThan(timeouts.clientIdle(), now)) {
            cut();
        } else if (closing) {
            if (idle > LINGER_NANOS && untaken.isNothing()) {
                cut();
            }
        } else if (call == null && responseEnded) {
            long longest = (!requestEnded
                            ? timeouts.clientIdle()
                            : served ? timeouts.keepAlive() : timeouts.clientHeader())
                    .toNanos();
            if (idle > longest) {
                cut();
            }
        }
    }
}
