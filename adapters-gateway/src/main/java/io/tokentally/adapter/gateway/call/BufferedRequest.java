package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.PreparedRequest;
import java.util.Arrays;
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
    private boolean complete;
    private boolean busy;

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
            complete = true;
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
            prepared(bytes, prepare(type, bytes));
        } else {
            busy = true;
            gateway.workers().execute(() -> {
                PreparedRequest ready = prepare(type, bytes);
                loop.loop().execute(() -> {
                    busy = false;
                    prepared(bytes, ready);
                });
            });
        }
    }

    /** A request that cannot be read goes out as it is. */
    private PreparedRequest prepare(@Nullable String type, byte[] bytes) {
        request.permission().body(type, bytes);
        try {
            return request.exchange().prepare(type, bytes);
        } catch (RuntimeException | StackOverflowError e) {
            gateway.recorder().failed(e);
            return new PreparedRequest(bytes, UnmeteredExchange.UNKNOWN_MODEL, false, null);
        }
    }

    private void prepared(byte[] original, PreparedRequest ready) {
        prepared = ready;
        if (request.isMetered()) {
            request.outbound().limitEncodings(!Arrays.equals(ready.body(), original));
        }
        call.ready();
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
            prepared = new PreparedRequest(RequestBody.EMPTY, ready.model(), ready.streamed(), ready.tierAsked());
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
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public boolean waitsForClient() {
        return !complete;
    }
}
