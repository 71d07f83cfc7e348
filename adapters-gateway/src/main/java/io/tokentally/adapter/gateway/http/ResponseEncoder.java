package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes answers, without a body where only the head was asked for. */
public final class ResponseEncoder extends HttpResponseEncoder {

    private boolean headAsked;

    public void headAsked(boolean asked) {
        headAsked = asked;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return headAsked || super.isContentAlwaysEmpty(answer);
    }
}
