package io.tokentally.adapter.gateway.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;

/** The user of an upstream connection, who is told what comes on it. */
public interface UpstreamListener {

    /** The headers of the response have come. */
    void answered(HttpResponse response);

    /** What has come is no HTTP. */
    void answeredGarbage();

    /** A piece of the response has come, which is the listener's to release. */
    void arrived(HttpContent content);

    /** All that was at hand has been handed on. */
    void readComplete();

    /** The connection takes more of the request. */
    void upstreamWritable();

    void upstreamClosed(UpstreamConnection closed);

    /** A buffer was refused. */
    void noMemory();
}
