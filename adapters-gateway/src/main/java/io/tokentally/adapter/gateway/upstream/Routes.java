package io.tokentally.adapter.gateway.upstream;

import io.tokentally.adapter.gateway.http.PathNormalizer;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.provider.ProviderProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which provider a path leads to: {@code /openai/v1/…} by name, {@code /v1/…} to the default one. */
public final class Routes {

    public static final String VERSION = "/v1";

    private final List<Named> routes;

    /**
     * A way to a provider.
     *
     * @param rest the path after the version, with its slash; may be empty
     */
    public record Route(Upstream upstream, String rest) {

        /** The path as the provider's documentation has it, however it is spelt. */
        public String apiPath() {
            return VERSION + PathNormalizer.plain(rest);
        }

        /** What is between the slashes after the version, however it is spelt. */
        public List<String> words() {
            String plain = PathNormalizer.plain(rest);
            return List.of(plain.substring(plain.startsWith("/") ? 1 : 0).split("/", -1));
        }

        /** The path as the provider's server has it. */
        public String upstreamPath() {
            return upstream.basePath() + rest;
        }
    }

    private record Named(String prefix, Upstream upstream) {}

    private Routes(List<Named> routes) {
        this.routes = routes;
    }

    public static Routes of(GatewayOptions options, List<ProviderProtocol> protocols) {
        List<Named> routes = new ArrayList<>();
        options.upstreams().forEach((provider, settings) -> {
            ProviderProtocol protocol = protocols.stream()
                    .filter(candidate -> candidate.provider().equals(provider))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Nobody here speaks the protocol of " + provider));
            Upstream upstream = Upstream.of(protocol, settings);
            routes.add(new Named("/" + provider.value() + VERSION, upstream));
            if (provider.equals(options.defaultProvider())) {
                routes.add(0, new Named(VERSION, upstream));
            }
        });
        return new Routes(List.copyOf(routes));
    }

    public Optional<Route> find(String path) {
        for (Named route : routes) {
            int length = route.prefix().length();
            if (path.startsWith(route.prefix()) && (path.length() == length || path.charAt(length) == '/')) {
                return Optional.of(new Route(route.upstream(), path.substring(length)));
            }
        }
        return Optional.empty();
    }

    public List<Upstream> upstreams() {
        return routes.stream().map(Named::upstream).distinct().toList();
    }
}
