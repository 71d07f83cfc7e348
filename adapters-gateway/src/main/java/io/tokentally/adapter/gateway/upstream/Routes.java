package io.tokentally.adapter.gateway.upstream;

import io.tokentally.adapter.gateway.http.PathNormalizer;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.ProviderProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which upstream a path leads to: {@code /openai/v1/…} by its prefix, {@code /v1/…} to the default one. */
@ParsesOutsideInput
public final class Routes {

    private final List<Named> routes;

    /**
     * A way to a provider.
     *
     * @param version one that the protocol knows, with its slash
     * @param rest the path after the version, with its slash; may be empty
     */
    public record Route(Upstream upstream, String version, String rest) {

        /** The path as the provider's documentation has it, however it is spelt. */
        public String apiPath() {
            return version + PathNormalizer.plain(rest);
        }

        /** What is between the slashes after the version, however it is spelt. */
        public List<String> words() {
            String plain = PathNormalizer.plain(rest);
            return List.of(plain.substring(plain.startsWith("/") ? 1 : 0).split("/", -1));
        }

        /** The path as the provider's server has it. */
        public String upstreamPath() {
            return upstream.path(version) + rest;
        }
    }

    private record Named(String prefix, String version, Upstream upstream) {}

    private Routes(List<Named> routes) {
        this.routes = routes;
    }

    public static Routes of(GatewayOptions options, List<ProviderProtocol> protocols) {
        List<Named> routes = new ArrayList<>();
        for (GatewayOptions.Upstream settings : options.upstreams()) {
            ProviderProtocol protocol = protocols.stream()
                    .filter(candidate -> candidate.provider().equals(settings.protocol()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("Nobody here speaks the protocol of " + settings.protocol()));
            Upstream upstream = Upstream.of(protocol, settings);
            for (String version : protocol.versions()) {
                routes.add(new Named("/" + settings.prefix() + version, version, upstream));
                if (settings.name().equals(options.defaultProvider())) {
                    routes.add(0, new Named(version, version, upstream));
                }
            }
        }
        return new Routes(List.copyOf(routes));
    }

    public Optional<Route> find(String path) {
        for (Named route : routes) {
            int length = route.prefix().length();
            if (path.startsWith(route.prefix()) && (path.length() == length || path.charAt(length) == '/')) {
                return Optional.of(new Route(route.upstream(), route.version(), path.substring(length)));
            }
        }
        return Optional.empty();
    }

    public List<Upstream> upstreams() {
        return routes.stream().map(Named::upstream).distinct().toList();
    }
}
