package io.tokentally.adapter.pricefile;

import io.tokentally.application.port.out.pricing.PriceBundleDoor;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The address that a price bundle is fetched from. A redirect is followed to https alone, and to another host only where that is
 * no address of an inner network: whoever runs the address must not be able to have this program ask there.
 */
final class BundleAddress implements PriceBundleDoor {

    /** For everything: connecting, redirects, and reading. */
    static final Duration MAX_TIME = Duration.ofSeconds(60);

    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final URI address;
    private final SSLContext tls;
    private final Duration maxTime;

    BundleAddress(URI address, SSLContext tls, Duration maxTime) {
        this.address = address;
        this.tls = tls;
        this.maxTime = maxTime;
    }

    @Override
    public StoredBundle.Door door() {
        return StoredBundle.Door.ADDRESS;
    }

    @Override
    public List<Arrival> look() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> content = executor.submit((Callable<byte[]>) this::fetch);
            try {
                return List.of(new Arrival(
                        "from " + address.getHost(), content.get(maxTime.toMillis(), TimeUnit.MILLISECONDS)));
            } catch (TimeoutException e) {
                throw refused("it took longer than %d seconds".formatted(maxTime.toSeconds()), e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof PriceRefusedException refused
                        ? refused
                        : refused(String.valueOf(e.getCause()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw refused("this program ends", e);
            } finally {
                content.cancel(true);
            }
        }
    }

    @Override
    public void settled(Arrival arrival) {
        // Each day's is another.
    }

    private byte[] fetch() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIME)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .build()) {
            try {
                return fetch(client, address, MAX_REDIRECTS);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private byte[] fetch(HttpClient client, URI from, int redirects) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(from).timeout(maxTime).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (REDIRECTS.contains(response.statusCode())) {
                if (redirects == 0) {
                    throw refused("it is redirected more than %d times".formatted(MAX_REDIRECTS), null);
                }
                return fetch(client, redirect(from, response), redirects - 1);
            }
            if (response.statusCode() != 200) {
                throw refused("it answers with status %d".formatted(response.statusCode()), null);
            }
            return body.readNBytes(PriceBundleFile.MAX_BYTES + 1);
        }
    }

    private URI redirect(URI from, HttpResponse<?> response) throws IOException {
        URI to;
        try {
            to = from.resolve(response.headers().firstValue("location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw refused("it is redirected to what is no address", e);
        }
        if (!"https".equals(String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT))
                || to.getHost() == null
                || to.getUserInfo() != null) {
            throw refused("it is redirected to an address that is not https", null);
        }
        if (!to.getHost().equalsIgnoreCase(address.getHost())) {
            for (InetAddress target : InetAddress.getAllByName(to.getHost())) {
                if (isInner(target)) {
                    throw refused("it is redirected to %s, which is in an inner network".formatted(to.getHost()), null);
                }
            }
        }
        return to;
    }

    private static boolean isInner(InetAddress target) {
        byte[] bytes = target.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean sharedByCarrier = bytes.length == 4 && (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
        return target.isLoopbackAddress()
                || target.isSiteLocalAddress()
                || target.isLinkLocalAddress()
                || target.isAnyLocalAddress()
                || target.isMulticastAddress()
                || uniqueLocal
                || sharedByCarrier;
    }

    private PriceRefusedException refused(String why, @Nullable Throwable cause) {
        return new PriceRefusedException(
                "No price bundle could be fetched from %s: %s. Look at TOKENTALLY_PRICES_BUNDLEADDRESS."
                        .formatted(address.getHost(), why),
                cause);
    }
}
