package io.tokentally.adapter.gateway.client;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.state.StateMachine;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.provider.Refusal;
import org.jspecify.annotations.Nullable;

/** The reading side of a client's connection: it makes a call of each request and hands its body on, or throws it away. */
final class RequestReceiver {

    private static final long MAX_DISCARDED = 8L << 20;

    private final StateMachine<ClientState, ClientState.Event> life;
    private final ClientResponses responses;
    private final RequestValidator validator;
    private final SlowSide rest;
    private @Nullable Call call;
    private long discarded;

    /** @param rest is told how much comes that is thrown away */
    RequestReceiver(
            StateMachine<ClientState, ClientState.Event> life,
            ClientResponses responses,
            RequestValidator validator,
            SlowSide rest) {
        this.life = life;
        this.responses = responses;
        this.validator = validator;
        this.rest = rest;
    }

    /** The call under way. */
    @Nullable
    Call call() {
        return call;
    }

    /** The call needs nothing more of the client, or the client nothing of the call. @return the call that was under way */
    @Nullable
    Call letGo() {
        Call current = call;
        call = null;
        return current;
    }

    void headers(HttpRequest request) {
        if (!life.on(ClientState.Event.HEADERS)) {
            return;
        }
        discarded = 0;
        responses.begin(request);
        boolean waits = HttpUtil.is100ContinueExpected(request);
        try {
            call = validator.receive(request);
            if (call != null) {
                begin(call, waits);
            }
        } catch (RequestRejectedException e) {
            if (waits || request.decoderResult().isFailure() || e.refusal() == Refusal.TOO_LARGE) {
                responses.closeAfterResponse();
            }
            dismiss(e);
        }
    }

    private void begin(Call next, boolean waits) {
        if (waits) {
            responses.waitsToContinue();
        }
        next.begin();
        if (waits && call == next) {
            responses.goOn();
        }
    }

    private void dismiss(RequestRejectedException refused) {
        Call current = letGo();
        if (current != null) {
            current.dismiss();
        }
        responses.refuse(refused);
    }

    void body(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (!life.on(last ? ClientState.Event.BODY_ENDED : ClientState.Event.BODY)
                || life.state() == ClientState.LINGERING) {
            content.release();
            return;
        }
        Call current = call;
        if (content.decoderResult().isFailure()) {
            content.release();
            responses.closeAfterResponse();
            malformed(current);
        } else if (current == null) {
            discard(content);
        } else {
            pass(current, content, last);
        }
    }

    private void malformed(@Nullable Call current) {
        if (current == null) {
            responses.cut();
        } else {
            current.refuseMidway(new RequestRejectedException(
                    RefusalReason.MALFORMED_REQUEST, "The body of the request breaks the rules of HTTP."));
        }
    }

    private void discard(HttpContent content) {
        int bytes = content.content().readableBytes();
        discarded += bytes;
        rest.moved(bytes);
        content.release();
        if (discarded > MAX_DISCARDED) {
            responses.cut();
        }
    }

    private void pass(Call current, HttpContent content, boolean last) {
        try {
            current.body(content);
        } catch (RequestRejectedException e) {
            if (!last) {
                responses.closeAfterResponse();
            }
            dismiss(e);
        }
    }
}
