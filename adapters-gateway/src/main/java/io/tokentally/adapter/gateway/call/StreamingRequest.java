package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.domain.metering.ModelName;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A request that goes on piece by piece as it comes: no faster than the provider takes it. */
final class StreamingRequest implements RequestSource {

    private final GatewayContext gateway;
    private final AdmittedRequest request;
    private final CallClient client;
    private final Call call;
    private final ArrayDeque<HttpContent> waiting = new ArrayDeque<>();
    private @Nullable UpstreamConnection connection;
    private long length;
    private boolean complete;
    private boolean done;

    StreamingRequest(GatewayContext gateway, AdmittedRequest request, CallClient client, Call call) {
        this.gateway = gateway;
        this.request = request;
        this.client = client;
        this.call = call;
    }

    @Override
    public void begin() {
        long limit = gateway.options().limits().otherBodyBytes();
        if (request.outbound().announced() > limit) {
            throw RequestBody.tooLarge(limit);
        }
        if (request.permission().readsResponse()) {
            request.outbound().limitEncodings(false);
        }
        client.pause();
        call.ready();
    }

    @Override
    public void body(HttpContent content) {
        complete = content instanceof LastHttpContent;
        long limit = gateway.options().limits().otherBodyBytes();
        length += content.content().readableBytes();
        if (done) {
            content.release();
        } else if (length > limit) {
            content.release();
            call.refuseMidway(RequestBody.tooLarge(limit));
        } else if (connection == null) {
            waiting.add(content);
        } else {
            pass(connection, content);
            connection.flush();
            if (!connection.isWritable()) {
                client.pause();
            }
        }
    }

    /** Trailers stay behind. */
    private static void pass(UpstreamConnection connection, HttpContent content) {
        if (content instanceof LastHttpContent) {
            if (content.content().isReadable()) {
                connection.write(new DefaultHttpContent(content.content()));
            } else {
                content.release();
            }
            connection.write(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            connection.write(content);
        }
    }

    @Override
    public void send(UpstreamConnection connected) {
        connection = connected;
        connected.write(request.outbound().withoutBody());
        for (HttpContent content = waiting.poll(); content != null; content = waiting.poll()) {
            pass(connected, content);
        }
        connected.flush();
        upstreamWritable();
    }

    @Override
    public void upstreamWritable() {
        if (connection != null && connection.isWritable() && !done) {
            client.resume();
        }
    }

    @Override
    public void answered() {}

    @Override
    public void over() {
        done = true;
        waiting.forEach(HttpContent::release);
        waiting.clear();
    }

    @Override
    public ModelName model() {
        return UnmeteredExchange.UNKNOWN_MODEL;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public boolean waitsForClient() {
        return !complete && connection != null && connection.isWritable();
    }
}
