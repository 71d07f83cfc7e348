package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.call.UploadState.Event;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.state.StateMachine;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A request that goes on piece by piece as it comes: no faster than the provider takes it. */
final class StreamingRequest implements RequestSource {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final CallClient client;
    private final CallSpending spending;
    private final Call call;
    private final StateMachine<UploadState, Event> machine;
    private final ArrayDeque<HttpContent> waiting = new ArrayDeque<>();
    private @Nullable UpstreamConnection connection;
    private long length;

    StreamingRequest(
            GatewayContext gateway,
            EventLoopContext loop,
            AdmittedRequest request,
            CallClient client,
            CallSpending spending,
            Call call,
            StateMachine.Watch<UploadState, Event> watch) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.client = client;
        this.spending = spending;
        this.call = call;
        this.machine = new StateMachine<>(UploadState.TABLE, UploadState.WAITING, watch);
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
        call.prepared();
    }

    @Override
    public void body(HttpContent content) {
        long limit = gateway.options().limits().otherBodyBytes();
        length += content.content().readableBytes();
        boolean taken = machine.on(content instanceof LastHttpContent ? Event.LAST_PIECE : Event.PIECE);
        if (!taken || machine.state() == UploadState.OVER) {
            content.release();
        } else if (length > limit) {
            content.release();
            call.refuseMidway(RequestBody.tooLarge(limit));
        } else {
            spending.batchFilePasses(content.content(), content instanceof LastHttpContent, loop.scratch());
            forward(content);
        }
    }

    private void forward(HttpContent content) {
        if (connection == null) {
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
        if (!machine.on(Event.CONNECTED)) {
            return;
        }
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
        if (connection != null && connection.isWritable()) {
            client.resume();
        }
    }

    @Override
    public void answered() {
        // It cannot be sent once more as it is.
    }

    @Override
    public void over() {
        machine.on(Event.OVER);
        connection = null;
        waiting.forEach(HttpContent::release);
        waiting.clear();
    }

    @Override
    public ModelName model() {
        return UnmeteredExchange.UNKNOWN_MODEL;
    }

    /** Of what is not metered the body tells nothing. */
    @Override
    public RequestBounds bounds() {
        return request.exchange()
                .prepare(request.outbound().contentType(), RequestBody.EMPTY)
                .bounds();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean waitsForClient() {
        return machine.state() == UploadState.PASSING && connection != null && connection.isWritable();
    }
}
