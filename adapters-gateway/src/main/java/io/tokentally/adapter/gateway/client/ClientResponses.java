package io.tokentally.adapter.gateway.client;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.call.CallClient;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.recording.RequestedCall;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.usage.MeteringHealth;
import org.jspecify.annotations.Nullable;

/** The writing side of a client's connection: all that a client is answered goes through it. */
final class ClientResponses implements CallClient {

    private final GatewayContext gateway;
    private final Channel channel;
    private final ResponseEncoder encoder;
    private final PipelinedMessages ahead;
    private final Listener listener;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private AfterAnswer after = AfterAnswer.STAYS_OPEN;
    private @Nullable Upstream shape;
    private RequestedCall asked = new RequestedCall();

    /** Learns how a request has been answered. */
    interface Listener {

        /** The answer is written and sent off. */
        void answered(AfterAnswer after);

        /** The client must see that something is missing. */
        void cut();
    }

    ClientResponses(
            GatewayContext gateway,
            Channel channel,
            ResponseEncoder encoder,
            PipelinedMessages ahead,
            Listener listener) {
        this.gateway = gateway;
        this.channel = channel;
        this.encoder = encoder;
        this.ahead = ahead;
        this.listener = listener;
    }

    /** What follows answers that request. */
    void begin(HttpRequest request) {
        version = request.protocolVersion();
        shape = null;
        asked = new RequestedCall();
        after = knowsChunks() && HttpUtil.isKeepAlive(request) ? AfterAnswer.STAYS_OPEN : AfterAnswer.CLOSES;
        encoder.headAsked(request.method().equals(HttpMethod.HEAD));
    }

    /** The path leads to that provider: from now on refusals have its shape. */
    void shapeAs(Upstream upstream) {
        shape = upstream;
        asked.leadsTo(upstream.provider());
    }

    /** What is known of the call that the request asks for. */
    RequestedCall asked() {
        return asked;
    }

    /** The client waits to be told to go on. */
    void waitsToContinue() {
        after = after == AfterAnswer.STAYS_OPEN ? AfterAnswer.STAYS_OPEN_IF_CONTINUED : after;
    }

    /** Tells the client that waits to go on. */
    void goOn() {
        after = after == AfterAnswer.STAYS_OPEN_IF_CONTINUED ? AfterAnswer.STAYS_OPEN : after;
        var unused = channel.writeAndFlush(GatewayResponses.goOn(), channel.voidPromise());
    }

    @Override
    public boolean knowsChunks() {
        return version.equals(HttpVersion.HTTP_1_1);
    }

    @Override
    public void closeAfterResponse() {
        after = AfterAnswer.CLOSES;
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
        if (gateway.stopping().get()) {
            closeAfterResponse();
        }
        if (after != AfterAnswer.STAYS_OPEN) {
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

    @Override
    public void refuse(RequestRejectedException refused) {
        gateway.refusals()
                .refused(asked.refused(refused.reason(), gateway.clock().instant()));
        fail(refused);
    }

    @Override
    public void fail(RequestRejectedException failed) {
        gateway.metrics().refused(failed.refusal());
        writeHeaders(GatewayResponses.refusal(failed, shape));
        flush();
        answered();
    }

    /** Answers whoever asks whether calls are taken. */
    void tellHealth(boolean ready, MeteringHealth metering) {
        writeHeaders(GatewayResponses.health(ready, gateway.stopping().get(), metering));
        flush();
        answered();
    }

    @Override
    public void answered() {
        listener.answered(after);
    }

    @Override
    public void cut() {
        listener.cut();
    }
}
