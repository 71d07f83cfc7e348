package io.tokentally.adapter.alert;

import io.tokentally.adapter.alert.GuardedSockets.AddressNotAllowedException;
import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookSecret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Calls hooks by OkHttp, which, unlike the JDK's client, lets somebody look at the address before a socket connects to it. Nothing that is
 * answered is read but the status; no redirect is followed, and no connection kept.
 */
final class HttpAlertHooks implements AlertHooks {

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final AlertHookOptions options;
    private final Clock clock;

    HttpAlertHooks(AlertHookOptions options, Clock clock) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .callTimeout(options.timeout());
        if (!options.ownNetworkAllowed()) {
            builder.socketFactory(new GuardedSockets());
        }
        this.client = builder.build();
        this.options = options;
        this.clock = clock;
    }

    @Override
    public DeliveryOutcome send(ChannelType type, HookSecret hook, AlertMessage message) {
        if (!hook.address().isEncrypted() && !options.ownNetworkAllowed()) {
            return DeliveryOutcome.failed(DeliveryFailure.ADDRESS_NOT_ALLOWED);
        }
        byte[] body = HookBodies.of(type, message);
        Request.Builder request = new Request.Builder()
                .url(hook.address().uri().toString())
                .header("User-Agent", "Tokentally")
                .header("Idempotency-Key", message.event().id() + "-" + message.round())
                .post(RequestBody.create(body, JSON));
        if (hook.signingKey() != null) {
            request.header(HookSignature.HEADER, HookSignature.of(hook.signingKey(), clock.instant(), body));
        }
        try (Response response = client.newCall(request.build()).execute()) {
            return DeliveryOutcome.ofStatus(response.code());
        } catch (IOException e) {
            return DeliveryOutcome.failed(reason(e));
        }
    }

    private static DeliveryFailure reason(IOException failure) {
        return switch (failure) {
            case AddressNotAllowedException guarded -> DeliveryFailure.ADDRESS_NOT_ALLOWED;
            case UnknownHostException unknown -> DeliveryFailure.UNKNOWN_HOST;
            case InterruptedIOException late -> DeliveryFailure.TIMED_OUT;
            case SSLException stranger -> DeliveryFailure.NOT_TRUSTED;
            default -> DeliveryFailure.UNREACHABLE;
        };
    }
}
