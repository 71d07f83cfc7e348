package io.tokentally.adapter.gateway;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes answers, without a body where only the head was asked for. */
final class ResponseEncoder extends HttpResponseEncoder {

    private boolean headAsked;

    void headAsked(boolean asked) {
        headAsked = asked;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return headAsked || super.isContentAlwaysEmpty(answer);
    }
}
