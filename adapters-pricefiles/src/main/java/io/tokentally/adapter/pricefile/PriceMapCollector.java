package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Validity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a map offers from an instant on. Public maps do hold two entries for one name: the first counts, and what the
 * second loses by it is remarked.
 */
final class PriceMapCollector {

    private record ProviderTier(Provider provider, ServiceTier tier) {}

    /** @param rank names of models are on one of their own; patterns are with those that say as much of a name */
    private record Claims(ProviderTier providerTier, Object rank) {}

    private record Claim(ModelPattern pattern, PriceTerms terms) {}

    private record Named(ProviderTier providerTier, ModelName model) {}

    private final Instant validFrom;
    private final List<PriceMap.Offer> offers = new ArrayList<>();
    private final List<PriceMap.Remark> remarks = new ArrayList<>();
    private final Map<Claims, List<Claim>> claims = new HashMap<>();
    private final Map<Named, List<PriceTerms>> names = new HashMap<>();
    private boolean understood;

    PriceMapCollector(Instant validFrom) {
        this.validFrom = validFrom;
    }

    void remark(PriceMap.Place where, String what) {
        remarks.add(new PriceMap.Remark(where, what));
    }

    void offer(PriceMap.Place where, PriceTerms offered) {
        understood = true;
        Validity validity = fromThenOn(offered.validity());
        if (validity == null) {
            return;
        }
        PriceTerms current = offered.during(validity);
        ProviderTier providerTier = new ProviderTier(current.provider(), current.serviceTier());
        List<PriceTerms> sameName =
                names.computeIfAbsent(new Named(providerTier, current.model()), name -> new ArrayList<>());
        if (sameName.stream().anyMatch(other -> other.validity().overlaps(validity))) {
            remark(
                    where,
                    "the %s price of %s stands in the map already; the first counts"
                            .formatted(current.serviceTier(), current.model()));
            return;
        }
        List<ModelPattern> free = current.matches().stream()
                .distinct()
                .filter(pattern -> isFree(where, providerTier, pattern, validity))
                .toList();
        if (free.isEmpty()) {
            remark(where, "it is left out on the %s tier, since no name is left to it".formatted(providerTier.tier()));
            return;
        }
        PriceTerms taken = current.matching(free);
        free.forEach(pattern -> claims.computeIfAbsent(claims(providerTier, pattern), key -> new ArrayList<>())
                .add(new Claim(pattern, taken)));
        sameName.add(taken);
        offers.add(new PriceMap.Offer(where, taken));
    }

    /** @throws PriceFileFormatException if nothing in it is a price */
    PriceMap map(String source) {
        if (!understood) {
            throw remarks.stream()
                    .findFirst()
                    .map(first -> new PriceFileFormatException(
                            first.place().line(),
                            "%s: %s".formatted(first.place().entry(), first.what())))
                    .orElseGet(() -> new PriceFileFormatException("there are no prices in it"));
        }
        return new PriceMap(source, offers, remarks);
    }

    private @Nullable Validity fromThenOn(Validity validity) {
        Instant until = validity.until();
        if (until != null && !until.isAfter(validFrom)) {
            return null;
        }
        return new Validity(validity.from().isBefore(validFrom) ? validFrom : validity.from(), until);
    }

    private boolean isFree(PriceMap.Place where, ProviderTier providerTier, ModelPattern pattern, Validity validity) {
        for (Claim claim : claims.getOrDefault(claims(providerTier, pattern), List.of())) {
            if (claim.terms().validity().overlaps(validity) && claim.pattern().intersects(pattern)) {
                remark(
                        where,
                        "%s on the %s tier is left to %s, which stands before it and matches as well by %s"
                                .formatted(
                                        pattern,
                                        providerTier.tier(),
                                        claim.terms().model(),
                                        claim.pattern()));
                return false;
            }
        }
        return true;
    }

    private static Claims claims(ProviderTier providerTier, ModelPattern pattern) {
        return new Claims(providerTier, pattern.isExact() ? pattern : pattern.specificity());
    }
}
