package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;

/** The source of the request that is sent upstream: buffered as a whole, or streamed. */
sealed interface RequestSource permits BufferedRequest, StreamingRequest {

    /** @throws RequestRejectedException if what is announced is too much */
    void begin();

    /** @throws RequestRejectedException if that is too much */
    void body(HttpContent content);

    /** Sends what there is of it. */
    void send(UpstreamConnection connection);

    void upstreamWritable();

    /** A response has begun: it will not be sent once more. */
    void answered();

    /** Nothing of it is needed any longer. */
    void over();

    /** The model that it asks for, as far as that is known. */
    ModelName model();

    /** What it can use at most, as far as that is known. */
    RequestBounds bounds();

    /** Whether there is still all of it, to be sent once more. */
    boolean isRepeatable();

    /** Whether nothing but the client's next piece is waited for. */
    boolean waitsForClient();
}
