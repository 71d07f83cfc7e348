package io.tokentally.adapter.gateway;

import io.netty.handler.codec.http.HttpRequest;
import io.tokentally.application.port.out.provider.MeteredExchange;
import io.tokentally.domain.metering.Attribution;

/**
 * What is known of a call once its head is read and its caller let in.
 *
 * @param isMetered whether its answer is read for usage
 */
record Opening(
        Upstream upstream,
        Caller caller,
        Attribution attribution,
        MeteredExchange exchange,
        boolean isMetered,
        Forwarding forwarding) {

    /**
     * Lets the caller in.
     *
     * @throws Refused if they may not call so
     */
    static Opening of(GatewayContext gateway, HttpRequest request, RequestTarget target, Routes.Route route) {
        Caller caller = gateway.admission().admit(request.headers(), route.upstream());
        String method = request.method().name();
        MeteredExchange metered = route.upstream()
                .protocol()
                .begin(method, route.apiPath(), route.upstream().host())
                .orElse(null);
        MeteredExchange exchange = metered == null ? new UnmeteredExchange(method, route.rest()) : metered;
        return new Opening(
                route.upstream(),
                caller,
                caller.attribution(exchange.endpoint()),
                exchange,
                metered != null,
                new Forwarding(request, route, target));
    }
}
