package io.tokentally.bootstrap.upstream;

import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.UpstreamPrices;
import io.tokentally.domain.start.StartRefusedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All upstreams, in the order of their names. */
public record Upstreams(List<Upstream> all) {

    public Upstreams {
        all = List.copyOf(all);
    }

    public List<Provider> names() {
        return all.stream().map(Upstream::name).toList();
    }

    /** For people and programs that want to call them. */
    public List<ReachableUpstream> reachable() {
        return all.stream()
                .map(upstream -> new ReachableUpstream(
                        upstream.name(), upstream.protocol(), upstream.path(), upstream.baseUrl(), upstream.prices()))
                .toList();
    }

    /**
     * Whether the prices that upstreams are said to have are there.
     *
     * @param listed the providers that the price list has prices of
     * @throws StartRefusedException if there are none of one that a setting names
     */
    void requirePrices(Set<Provider> listed) {
        for (Upstream upstream : all) {
            Provider prices = upstream.prices();
            boolean isOwn = upstream.name().equals(upstream.protocol())
                    && upstream.name().equals(prices);
            if (prices != null && !isOwn && !listed.contains(prices)) {
                throw new StartRefusedException(
                        "TOKENTALLY_UPSTREAMS_%s_PRICES is '%s', a provider that the price list does not know."
                                .formatted(upstream.name().value().toUpperCase(Locale.ROOT), prices),
                        "Set it to one of %s, or leave it out."
                                .formatted(listed.stream()
                                        .map(Provider::value)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
            }
        }
    }

    UpstreamPrices prices() {
        return new UpstreamPrices(all.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Upstream::name, upstream -> Optional.ofNullable(upstream.prices()))));
    }
}
