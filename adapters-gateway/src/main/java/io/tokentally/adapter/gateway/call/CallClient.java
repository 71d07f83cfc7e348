package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpResponse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;

/** The client's side of a call: where its response is written, and whence more of its request comes. */
public interface CallClient {

    /** Whether the client understands a body in chunks. */
    boolean knowsChunks();

    /** Nothing can follow the response on this connection. */
    void closeAfterResponse();

    boolean isWritable();

    /** Reads no more of the request for now. */
    void pause();

    void resume();

    void writeHeaders(HttpResponse response);

    void write(Object message);

    void flush();

    /** Answers in the provider's stead a call that never went out, which is counted as refused. */
    void refuse(RequestRejectedException refused);

    /** Answers in the provider's stead a call that went out, and has a record. */
    void fail(RequestRejectedException failed);

    /** The response is written and sent off. */
    void answered();

    /** Ends the connection so that the client sees that something is missing. */
    void cut();
}
