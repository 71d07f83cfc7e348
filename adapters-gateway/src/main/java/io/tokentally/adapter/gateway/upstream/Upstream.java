package io.tokentally.adapter.gateway.upstream;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.UpstreamPath;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A provider's server, and the language that it speaks.
 *
 * @param provider its own name, by which calls are recorded and keys are stored
 * @param tls absent where it is spoken to in clear
 * @param hostHeader the host, with its port unless that is the usual one
 */
public record Upstream(
        Provider provider,
        ProviderProtocol protocol,
        String host,
        int port,
        @Nullable SslContext tls,
        UpstreamPath upstreamPath,
        String hostHeader,
        boolean needsKey,
        List<String> keyHeaders,
        List<String> keyParameters) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    static Upstream of(ProviderProtocol protocol, GatewayOptions.Upstream options) {
        URI url = options.baseUrl();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP;
        String host = Objects.requireNonNull(url.getHost());
        return new Upstream(
                options.name(),
                protocol,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                secure ? verified() : null,
                UpstreamPath.of(protocol, url),
                url.getPort() >= 0 ? host + ":" + port : host,
                options.needsKey(),
                protocol.keyHeaders(),
                protocol.keyParameters());
    }

    /** The path of a version there. */
    public String path(String version) {
        return upstreamPath.of(version);
    }

    /** The JDK's, which trusts whom the machine's Java trusts. */
    private static SslContext verified() {
        try {
            return SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("This Java runtime offers no TLS 1.2", e);
        }
    }
}
