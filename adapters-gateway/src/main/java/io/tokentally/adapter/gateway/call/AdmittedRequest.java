package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpRequest;
import io.tokentally.adapter.gateway.admission.AuthenticatedRequest;
import io.tokentally.adapter.gateway.admission.Caller;
import io.tokentally.adapter.gateway.admission.Permission;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.RequestTarget;
import io.tokentally.adapter.gateway.recording.RequestedCall;
import io.tokentally.adapter.gateway.recording.UnmeteredExchange;
import io.tokentally.adapter.gateway.recording.UnmeteredOperation;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.text.PlainText;
import io.tokentally.provider.BatchFileReader;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * A request whose headers are read and whose caller is let in, with all that is known of it by then.
 *
 * @param isMetered whether its response is read for usage
 * @param tellsOfBatch whether it makes a batch of which budgets ask what it tells
 * @param batchFile reads the file that it sends, and of which a batch may be made that budgets ask of; absent where it sends none
 * @param permission what it may do, by its key
 * @param asked what it is counted as if it is refused after all
 */
public record AdmittedRequest(
        Upstream upstream,
        Caller caller,
        Attribution attribution,
        MeteredExchange exchange,
        boolean isMetered,
        boolean tellsOfBatch,
        @Nullable BatchFileReader batchFile,
        Permission permission,
        OutboundRequest outbound,
        RequestedCall asked) {

    /**
     * Lets the caller in.
     *
     * @throws RequestRejectedException if they may not call so
     */
    public static AdmittedRequest of(
            GatewayContext gateway,
            HttpRequest request,
            RequestTarget target,
            Routes.Route route,
            RequestedCall asked) {
        AuthenticatedRequest authenticated =
                gateway.admission().admit(request.headers(), target.query(), route.upstream(), asked);
        Caller caller = authenticated.caller();
        String method = request.method().name();
        ProviderProtocol protocol = route.upstream().protocol();
        AccountOperation operation = protocol.operation(method, route.apiPath(), authenticated.query());
        note(operation, route, asked);
        Permission permission = Permission.of(
                gateway.authorization(),
                route.upstream(),
                caller.key(),
                method,
                route.apiPath(),
                operation,
                request.headers());
        RequestHead head = new RequestHead(
                method, route.apiPath(), authenticated.query(), route.upstream().host(), request.headers()::getAll);
        MeteredExchange metered = protocol.begin(head).orElse(null);
        RequestBounds bounds = protocol.boundsOfUnmetered(method, route.apiPath());
        boolean budgetsAsk =
                metered == null && gateway.spending().isBounded(caller.key().organizationId());
        boolean tellsOfBatch = budgetsAsk && bounds.makesBatch();
        MeteredExchange exchange = metered == null
                ? new UnmeteredExchange(
                        UnmeteredOperation.of(route.words(), operation),
                        protocol.isFree(method, route.apiPath()),
                        bounds,
                        tellsOfBatch ? body -> protocol.boundsOfUnmetered(method, route.apiPath(), body) : null,
                        protocol.madeBy(method, route.apiPath()).orElse(null))
                : metered;
        asked.asksFor(exchange.operation());
        permission.requireCall(exchange.operation());
        return new AdmittedRequest(
                route.upstream(),
                caller,
                caller.attribution(exchange.operation()),
                exchange,
                metered != null,
                tellsOfBatch,
                budgetsAsk ? protocol.batchFile(head).orElse(null) : null,
                permission,
                new OutboundRequest(request, route, authenticated.query(), authenticated.secret()),
                asked);
    }

    /**
     * Whether its body is read as a whole before it goes on. One that only budgets ask of goes on unread where it is too large for that,
     * or does not say how large it is.
     *
     * @param most how large a body may be that is kept
     */
    boolean isReadWhole(int most) {
        long announced = outbound.announced();
        return isMetered
                || !outbound.hasBody()
                || permission.readsBody()
                || (tellsOfBatch && announced >= 0 && announced <= most);
    }

    /** What budgets know it by. */
    BudgetedCall budgeted(ModelName model) {
        return BudgetedCall.of(attribution, exchange.operation(), upstream.provider(), model);
    }

    /** What is known of it before anybody has said that it may be asked for. */
    private static void note(AccountOperation operation, Routes.Route route, RequestedCall asked) {
        asked.asksFor(UnmeteredOperation.of(route.words(), operation));
        operation.models().stream()
                .filter(model -> PlainText.isAcceptable(model, ModelName.MAX_LENGTH))
                .findFirst()
                .ifPresent(model -> asked.namesModel(new ModelName(model)));
    }
}
