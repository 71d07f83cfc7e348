package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpRequest;
import io.tokentally.adapter.gateway.admission.AuthenticatedRequest;
import io.tokentally.adapter.gateway.admission.Caller;
import io.tokentally.adapter.gateway.admission.Permission;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.RequestTarget;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.recording.UnmeteredOperation;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.RequestHead;

/**
 * A request whose headers are read and whose caller is let in, with all that is known of it by then.
 *
 * @param isMetered whether its response is read for usage
 * @param permission what it may do, by its key
 */
public record AdmittedRequest(
        Upstream upstream,
        Caller caller,
        Attribution attribution,
        MeteredExchange exchange,
        boolean isMetered,
        Permission permission,
        OutboundRequest outbound) {

    /**
     * Lets the caller in.
     *
     * @throws RequestRejectedException if they may not call so
     */
    public static AdmittedRequest of(
            GatewayContext gateway, HttpRequest request, RequestTarget target, Routes.Route route) {
        AuthenticatedRequest authenticated =
                gateway.admission().admit(request.headers(), target.query(), route.upstream());
        Caller caller = authenticated.caller();
        String method = request.method().name();
        ProviderProtocol protocol = route.upstream().protocol();
        Permission permission = Permission.of(
                gateway.authorization(),
                route.upstream(),
                caller.key(),
                method,
                route.apiPath(),
                authenticated.query(),
                request.headers());
        MeteredExchange metered = protocol.begin(new RequestHead(
                        method,
                        route.apiPath(),
                        authenticated.query(),
                        route.upstream().host(),
                        request.headers()::getAll))
                .orElse(null);
        MeteredExchange exchange = metered == null
                ? new UnmeteredExchange(
                        UnmeteredOperation.of(route.words(), permission.operation()),
                        protocol.isFree(method, route.apiPath()),
                        protocol.madeBy(method, route.apiPath()).orElse(null))
                : metered;
        permission.requireCall(exchange.operation());
        return new AdmittedRequest(
                route.upstream(),
                caller,
                caller.attribution(exchange.operation()),
                exchange,
                metered != null,
                permission,
                new OutboundRequest(request, route, authenticated.query(), authenticated.secret()));
    }
}
