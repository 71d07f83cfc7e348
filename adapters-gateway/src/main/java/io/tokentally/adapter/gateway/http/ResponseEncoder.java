package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** The HTTP encoder of responses to clients, which writes no body where the request was a HEAD. */
public final class ResponseEncoder extends HttpResponseEncoder {

    private boolean headAsked;

    public void headAsked(boolean asked) {
        headAsked = asked;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return headAsked || super.isContentAlwaysEmpty(response);
    }
}
