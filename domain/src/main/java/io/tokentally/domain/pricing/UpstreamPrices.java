package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.Provider;
import java.util.Map;
import java.util.Optional;

/**
 * Whose list prices hold for calls of an upstream. An upstream that is not named here has the prices of its own name.
 *
 * @param listed by the upstream's name, which is the provider in records; empty where nobody's list prices hold
 */
public record UpstreamPrices(Map<Provider, Optional<Provider>> listed) {

    /** Everybody has the prices of their own name. */
    public static final UpstreamPrices OWN_NAMES = new UpstreamPrices(Map.of());

    public UpstreamPrices {
        listed = Map.copyOf(listed);
    }

    /** Whose list prices hold for what this upstream answers; empty if nobody has said. */
    public Optional<Provider> listedAs(Provider upstream) {
        Optional<Provider> known = listed.get(upstream);
        return known == null ? Optional.of(upstream) : known;
    }
}
