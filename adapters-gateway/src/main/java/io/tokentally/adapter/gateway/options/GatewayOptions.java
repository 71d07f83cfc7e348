package io.tokentally.adapter.gateway.options;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.net.IpRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens, where it sends calls on to, and how much it lets through.
 *
 * @param address to listen on
 * @param port to listen on; 0 takes a free one
 * @param defaultProvider the upstream that calls of {@code /v1/…} go to, which name none
 * @param upstreams whom calls can go to at all
 * @param shares how much of it one caller may have
 * @param trustedProxies whose word is taken for where a call comes from, and who have no share of connections
 * @param tls with what it shows who it is; absent where calls come in clear
 */
public record GatewayOptions(
        String address,
        int port,
        Provider defaultProvider,
        List<Upstream> upstreams,
        Limits limits,
        Timeouts timeouts,
        GatewayShares shares,
        List<IpRange> trustedProxies,
        @Nullable ServerTls tls) {

    /** With the usual shares, no proxy, and in clear. */
    public GatewayOptions(
            String address,
            int port,
            Provider defaultProvider,
            List<Upstream> upstreams,
            Limits limits,
            Timeouts timeouts) {
        this(address, port, defaultProvider, upstreams, limits, timeouts, GatewayShares.DEFAULT, List.of(), null);
    }

    public GatewayOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The gateway's port must lie between 0 and 65535, not " + port);
        }
        upstreams = List.copyOf(upstreams);
        trustedProxies = List.copyOf(trustedProxies);
        List<Provider> names = upstreams.stream().map(Upstream::name).toList();
        List<String> prefixes = upstreams.stream().map(Upstream::prefix).toList();
        if (!names.contains(defaultProvider)) {
            throw new IllegalArgumentException(
                    "The gateway's default provider must be one of " + names + ", not " + defaultProvider);
        }
        requireDistinct("names", names);
        requireDistinct("prefixes", prefixes);
    }

    private static void requireDistinct(String what, List<?> values) {
        if (values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(
                    "The " + what + " of the gateway's upstreams must differ, but are " + values);
        }
    }

    public GatewayOptions withShares(GatewayShares other) {
        return new GatewayOptions(
                address, port, defaultProvider, upstreams, limits, timeouts, other, trustedProxies, tls);
    }

    public GatewayOptions withTrustedProxies(List<IpRange> others) {
        return new GatewayOptions(address, port, defaultProvider, upstreams, limits, timeouts, shares, others, tls);
    }

    public GatewayOptions withTls(@Nullable ServerTls other) {
        return new GatewayOptions(
                address, port, defaultProvider, upstreams, limits, timeouts, shares, trustedProxies, other);
    }

    /**
     * The files with which the gateway shows who it is, as PEM.
     *
     * @param certificate with whatever certificates lead to one that clients trust
     * @param key in PKCS #8
     * @param keyPassword absent if the key is not encrypted
     */
    public record ServerTls(
            Path certificate, Path key, @Nullable String keyPassword) {

        /** Names the files, never the password. */
        @Override
        public String toString() {
            return "ServerTls[" + certificate + ", " + key + "]";
        }
    }

    /**
     * A provider's server.
     *
     * @param name recorded as the provider of its calls; its keys are stored under it
     * @param protocol the name of the one that it speaks
     * @param prefix what the paths of its calls begin with, without slashes
     * @param baseUrl for instance {@code https://api.openai.com/v1}; a version of the protocol at its end gives way to the one called
     * @param needsKey whether it answers to nobody who shows no key
     */
    public record Upstream(Provider name, Provider protocol, String prefix, URI baseUrl, boolean needsKey) {

        /** The provider's own, under its own name. */
        public Upstream(Provider protocol, URI baseUrl) {
            this(protocol, protocol, protocol.value(), baseUrl, true);
        }

        public Upstream {
            if (!prefix.matches("[a-z0-9][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "An upstream's prefix must be lower-case letters, digits and hyphens, not '" + prefix + "'");
            }
            String scheme = baseUrl.getScheme();
            boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (!isHttp || baseUrl.getHost() == null || baseUrl.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "A provider's base URL must be an http or https address without a user, not one of host "
                                + baseUrl.getHost());
            }
            if (baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "A provider's base URL must end with its path, without query and fragment: host "
                                + baseUrl.getHost());
            }
        }
    }

    /**
     * How much there may be of what comes in.
     *
     * @param connections of clients
     * @param upstreamConnections of one event loop to one provider
     * @param initialLineBytes of a request or an answer
     * @param headerBytes of a request or an answer, together
     * @param meteredBodyBytes of a request that is metered, and so kept in memory until it is sent
     * @param bufferedBytes of all such requests together
     * @param otherBodyBytes of a request that streams through
     * @param concurrentCalls of one key, unless the key says otherwise
     * @param requestsPerMinute of one key, unless the key says otherwise; 0 sets no limit
     * @param drains answers at once that are read for their usage though their caller is gone
     * @param drainBytes of one of these
     */
    public record Limits(
            int connections,
            int upstreamConnections,
            int initialLineBytes,
            int headerBytes,
            int meteredBodyBytes,
            long bufferedBytes,
            long otherBodyBytes,
            int concurrentCalls,
            int requestsPerMinute,
            int drains,
            long drainBytes) {

        public static final Limits DEFAULT =
                new Limits(10_000, 2_048, 16 << 10, 64 << 10, 64 << 20, 512L << 20, 1L << 30, 1_024, 0, 256, 16L << 20);

        public Limits {
            requirePositive("connections", connections);
            requirePositive("upstream connections", upstreamConnections);
            requirePositive("bytes of the initial line", initialLineBytes);
            requirePositive("bytes of headers", headerBytes);
            requirePositive("bytes of a metered body", meteredBodyBytes);
            requirePositive("bytes buffered", bufferedBytes);
            requirePositive("bytes of other bodies", otherBodyBytes);
            requirePositive("concurrent calls", concurrentCalls);
            if (requestsPerMinute < 0 || drains < 0 || drainBytes < 0) {
                throw new IllegalArgumentException("The gateway's requests per minute, drains and bytes of a drain"
                        + " must not be negative: " + requestsPerMinute + ", " + drains + ", " + drainBytes);
            }
        }

        private static void requirePositive(String what, long limit) {
            if (limit < 1) {
                throw new IllegalArgumentException(
                        "The gateway's limit of " + what + " must be 1 or more, not " + limit);
            }
        }
    }

    /**
     * How long things may take.
     *
     * @param connect to a provider
     * @param firstByte from sending a request to the first byte of its answer
     * @param idle between two pieces of an answer
     * @param total from sending a request to the last byte of its answer
     * @param clientHeader from a new connection to its first request
     * @param clientIdle while a client neither sends nor takes what it should
     * @param keepAlive between two requests of a client
     * @param upstreamKeepAlive between two requests to a provider on one connection
     * @param drain of an answer whose caller is gone; and of all calls, when the gateway stops
     */
    public record Timeouts(
            Duration connect,
            Duration firstByte,
            Duration idle,
            Duration total,
            Duration clientHeader,
            Duration clientIdle,
            Duration keepAlive,
            Duration upstreamKeepAlive,
            Duration drain) {

        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(600),
                Duration.ofSeconds(300),
                Duration.ofSeconds(3_600),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));

        public Timeouts {
            for (Duration timeout : new Duration[] {
                connect, firstByte, idle, total, clientHeader, clientIdle, keepAlive, upstreamKeepAlive, drain
            }) {
                if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
                    throw new IllegalArgumentException(
                            "The gateway's time-outs must lie above zero and within a day, not at " + timeout);
                }
            }
        }
    }
}
