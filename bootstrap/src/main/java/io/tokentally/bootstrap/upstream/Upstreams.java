package io.tokentally.bootstrap.upstream;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.UpstreamPrices;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All upstreams, in the order of their names. */
public record Upstreams(List<Upstream> all) {

    public Upstreams {
        all = List.copyOf(all);
    }

    public List<Provider> names() {
        return all.stream().map(Upstream::name).toList();
    }

    UpstreamPrices prices() {
        return new UpstreamPrices(all.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Upstream::name, upstream -> Optional.ofNullable(upstream.prices()))));
    }
}
