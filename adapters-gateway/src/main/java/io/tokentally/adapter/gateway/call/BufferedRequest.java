package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.PreparedRequest;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A request that is read as a whole before it goes on. */
final class BufferedRequest implements RequestSource {

    private static final int MAX_INLINE = 64 << 10;

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final Call call;
    private final RequestBody body;
    private @Nullable PreparedRequest prepared;

    BufferedRequest(GatewayContext gateway, EventLoopContext loop, AdmittedRequest request, Call call) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.call = call;
        this.body = new RequestBody(
                gateway.budget(),
                request.caller().key(),
                gateway.options().limits().meteredBodyBytes());
    }

    @Override
    public void begin() {
        body.expect(request.outbound().announced());
    }

    @Override
    public void body(HttpContent content) {
        try {
            body.add(content.content());
        } finally {
            content.release();
        }
        if (content instanceof LastHttpContent) {
            call.bodyWhole();
            prepare();
        }
    }

    private void prepare() {
        byte[] bytes = body.whole();
        String type = request.outbound().contentType();
        if (request.permission().readsResponse()) {
            request.outbound().limitEncodings(false);
        }
        if (bytes.length <= MAX_INLINE) {
            prepare(type, bytes, Runnable::run);
        } else {
            prepareAside(type, bytes);
        }
    }

    private void prepareAside(@Nullable String type, byte[] bytes) {
        try {
            gateway.workers().execute(() -> prepare(type, bytes, loop.loop()));
        } catch (RejectedExecutionException e) {
            call.preparingFailed(e);
        }
    }

    /** @param loop takes what comes of it */
    private void prepare(@Nullable String type, byte[] bytes, Executor loop) {
        PreparedRequest ready;
        try {
            ready = prepare(type, bytes);
        } catch (RuntimeException | Error e) {
            // An Error as well: nobody else would end the call.
            loop.execute(() -> call.preparingFailed(e));
            return;
        }
        loop.execute(() -> prepared(bytes, ready));
    }

    /** A request that cannot be read goes out as it is. */
    private PreparedRequest prepare(@Nullable String type, byte[] bytes) {
        request.permission().body(type, bytes);
        try {
            Long ofKey = request.caller().key().policy().outputTokens();
            PreparedRequest ready = prepare(type, bytes, ofKey);
            // Which budgets the call counts for is known with its model, and so after the request was read.
            Long ofBudgets =
                    request.isMetered() ? gateway.spending().outputLimit(request.budgeted(ready.model())) : null;
            return ofBudgets == null || (ofKey != null && ofKey <= ofBudgets) ? ready : prepare(type, bytes, ofBudgets);
        } catch (RuntimeException | StackOverflowError e) {
            gateway.recorder().failed(e);
            return new PreparedRequest(bytes, UnmeteredExchange.UNKNOWN_MODEL, false);
        }
    }

    private PreparedRequest prepare(@Nullable String type, byte[] bytes, @Nullable Long limit) {
        byte[] limited = limit == null ? bytes : request.exchange().limitOutput(type, bytes, limit);
        return request.exchange().prepare(type, limited);
    }

    private void prepared(byte[] original, PreparedRequest ready) {
        prepared = ready;
        request.asked().namesModel(ready.model());
        if (request.isMetered()) {
            request.outbound().limitEncodings(!Arrays.equals(ready.body(), original));
        }
        call.prepared();
    }

    @Override
    public void send(UpstreamConnection connection) {
        PreparedRequest ready = prepared;
        if (ready != null) {
            connection.write(request.outbound().whole(ready.body()));
            connection.flush();
        }
    }

    @Override
    public void upstreamWritable() {}

    @Override
    public void answered() {
        body.release();
        PreparedRequest ready = prepared;
        if (ready != null && ready.body().length > 0) {
            prepared = new PreparedRequest(RequestBody.EMPTY, ready.model(), ready.streamed(), ready.bounds());
        }
    }

    @Override
    public void over() {
        answered();
    }

    @Override
    public ModelName model() {
        return prepared == null ? UnmeteredExchange.UNKNOWN_MODEL : prepared.model();
    }

    @Override
    public RequestBounds bounds() {
        return prepared == null ? RequestBounds.UNKNOWN : prepared.bounds();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean waitsForClient() {
        return call.state() == CallState.RECEIVING;
    }
}
