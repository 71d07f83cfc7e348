package io.tokentally.adapter.gateway.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.tokentally.adapter.gateway.admission.CallShares;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.admission.PathReadings;
import io.tokentally.adapter.gateway.admission.StrayKeys;
import io.tokentally.adapter.gateway.call.AdmittedRequest;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.call.EventLoopContext;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.http.ForwardedFor;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.RequestTarget;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The validator of a request's line and headers: what breaks the rules goes no further, and what keeps them becomes a call. */
final class RequestValidator {

    private static final String HEALTH = "/health";
    private static final AsciiString OLD_WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key1");
    private static final int RETRY_SECONDS = 5;

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final ClientConnections connections;
    private final HeldConnection held;
    private final ClientResponses client;

    RequestValidator(
            GatewayContext gateway,
            EventLoopContext loop,
            ClientConnections connections,
            HeldConnection held,
            ClientResponses client) {
        this.gateway = gateway;
        this.loop = loop;
        this.connections = connections;
        this.held = held;
        this.client = client;
    }

    /**
     * A call, or nothing if the request is answered already.
     *
     * @throws RequestRejectedException if it must not become one
     */
    @Nullable
    Call receive(HttpRequest request) {
        refuseUndecoded(request);
        RequestTarget target = RequestTarget.of(request.uri());
        Routes.Route route = gateway.routes().find(target.path()).orElse(null);
        if (route != null) {
            client.shapeAs(route.upstream());
        }
        refuseAmbiguous(request);
        if (route == null && target.path().equals(HEALTH)) {
            client.tellHealth(isReady(), gateway.recorder().health());
            return null;
        }
        if (route == null) {
            throw new RequestRejectedException(
                    RefusalReason.NO_SUCH_PATH,
                    "No provider is reached by this path. Begin it with an upstream and a version.");
        }
        StrayKeys.refuse(request, route.upstream());
        PathReadings.refuseAmbiguous(route, request.method().name());
        if (!isReady()) {
            throw new RequestRejectedException(
                    RefusalReason.UNAVAILABLE, "Calls cannot be recorded at the moment. Try again.", RETRY_SECONDS);
        }
        calledFrom(request.headers());
        AdmittedRequest admitted = AdmittedRequest.of(gateway, request, target, route, client.asked());
        VirtualKey key = admitted.caller().key();
        connections.claim(held, key);
        KeyUse use = gateway.limiter().enter(key);
        CallShares.enter(loop.calls(), key, use);
        return new Call(gateway, loop, client, admitted, use);
    }

    /** Learns from the headers of a request whom a trusted proxy forwards for. */
    private void calledFrom(HttpHeaders headers) {
        if (held.ofProxy()) {
            connections.calledFrom(
                    held, ForwardedFor.in(headers, gateway.options().trustedProxies()));
        }
    }

    private boolean isReady() {
        return !gateway.stopping().get() && gateway.recorder().isReady();
    }

    private static void refuseUndecoded(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
            throw tooLong
                    ? new RequestRejectedException(
                            RefusalReason.HEADERS_TOO_LARGE, "The head of the request is too large.")
                    : malformed("The request breaks the rules of HTTP.");
        }
    }

    /** What the next server might understand in another way than this one. */
    private void refuseAmbiguous(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean current = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            if (!current
                    || codings.size() > 1
                    || !"chunked".equalsIgnoreCase(codings.getFirst().strip())) {
                client.closeAfterResponse();
                throw malformed("Bodies are sent with a length, or in chunks and no other coding.");
            }
        }
        if (headers.contains(OLD_WEBSOCKET_KEY)) {
            // The codec would take a GET with it to have a body of eight bytes that nobody has announced.
            client.closeAfterResponse();
            throw malformed("The header " + OLD_WEBSOCKET_KEY + " belongs to no HTTP request of today.");
        }
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1 && current) {
            client.closeAfterResponse();
            throw malformed("A request names one host.");
        }
        boolean upgrades = headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        HttpMethod method = request.method();
        if (upgrades || method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
            client.closeAfterResponse();
            throw malformed("Tunnels, traces and WebSockets are not passed on.");
        }
    }

    private static RequestRejectedException malformed(String message) {
        return new RequestRejectedException(RefusalReason.MALFORMED_REQUEST, message);
    }
}
