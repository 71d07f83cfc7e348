package io.tokentally.bootstrap.upstream;

import io.tokentally.application.port.out.key.ProviderKeyTests;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ProviderKeyTest.Outcome;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.KeyTestRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.UpstreamPath;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks upstreams where the settings say that they are, and nowhere else: as calls go, without a proxy or a redirect, with the host's name
 * checked. Of the answer it reads the status alone.
 */
final class UpstreamKeyTests implements ProviderKeyTests {

    static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final Map<Provider, Upstream> upstreams;
    private final Map<Provider, ProviderProtocol> protocols;
    private final Duration maxTime;
    private final Clock clock;

    UpstreamKeyTests(Upstreams upstreams, List<ProviderProtocol> protocols, Duration maxTime, Clock clock) {
        this.upstreams = upstreams.all().stream().collect(Collectors.toMap(Upstream::name, Function.identity()));
        this.protocols = protocols.stream()
                .collect(Collectors.toMap(ProviderProtocol::provider, Function.identity(), (one, other) -> one));
        this.maxTime = maxTime;
        this.clock = clock;
    }

    @Override
    public ProviderKeyTest test(Provider name, ProviderSecret secret) {
        Upstream upstream = upstreams.get(name);
        ProviderProtocol protocol = upstream == null ? null : protocols.get(upstream.protocol());
        if (upstream == null || protocol == null) {
            throw new KeyRefusedException("There is no provider '%s' here. Load the list again.".formatted(name));
        }
        KeyTestRequest test = protocol.keyTest()
                .orElseThrow(() -> new KeyRefusedException(
                        "Keys for %s cannot be tested without a cost. Make a call with it.".formatted(name)));
        return ask(request(upstream, protocol, test, secret));
    }

    private HttpRequest request(
            Upstream upstream, ProviderProtocol protocol, KeyTestRequest test, ProviderSecret secret) {
        URI address = upstream.baseUrl();
        String path = UpstreamPath.of(protocol, address).of(test.version()) + test.path();
        KeyTestHead head = new KeyTestHead(address.getRawAuthority(), path);
        test.headers().forEach(head::header);
        protocol.authorize(head, secret);
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(address.getScheme() + "://" + address.getRawAuthority() + path + head.query()))
                .timeout(maxTime)
                .GET();
        head.set().forEach(builder::setHeader);
        return builder.build();
    }

    private ProviderKeyTest ask(HttpRequest request) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(maxTime)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return ProviderKeyTest.answered(
                    answer.get(maxTime.toMillis(), TimeUnit.MILLISECONDS).statusCode(), clock.instant());
        } catch (TimeoutException e) {
            return unanswered(Outcome.TIMED_OUT);
        } catch (ExecutionException e) {
            return unanswered(e.getCause() instanceof HttpTimeoutException ? Outcome.TIMED_OUT : Outcome.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered(Outcome.TIMED_OUT);
        } finally {
            answer.cancel(true);
            client.shutdownNow();
        }
    }

    private ProviderKeyTest unanswered(Outcome outcome) {
        return new ProviderKeyTest(outcome, null, clock.instant());
    }
}
