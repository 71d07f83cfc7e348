package io.tokentally.application.service.pricing;

import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceEdition;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds price bundles against what counts. It goes by what is stored, and not by what this instance prices by at the moment:
 * another one may have applied a bundle just now.
 */
public final class BundleReviews {

    private final PriceEditions editions;
    private final PriceBundleStore store;
    private final Clock clock;

    public BundleReviews(PriceEditions editions, PriceBundleStore store, Clock clock) {
        this.editions = editions;
        this.store = store;
        this.clock = clock;
    }

    /** @throws PriceRefusedException if it cannot be applied */
    BundleReview review(String name, byte[] content) {
        PriceBundle bundle = editions.verify(name, content);
        return BundleReview.of(
                bundle,
                editions.builtIn(),
                inForce(),
                store.applied().map(StoredBundle::release).orElse(null),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    Instant now() {
        return clock.instant();
    }

    private PriceEdition inForce() {
        List<PriceEdition> all = new ArrayList<>(List.of(editions.builtIn()));
        store.needed().forEach(applied -> all.add(reread(applied).edition()));
        return PriceEdition.of(all);
    }

    /** The applied bundles that have no version which is not in this one as well. */
    Set<String> replacedBy(PriceBundle bundle) {
        Set<String> versions = versions(bundle);
        return store.needed().stream()
                .filter(applied -> versions.containsAll(versions(reread(applied))))
                .map(StoredBundle::sha256)
                .collect(Collectors.toSet());
    }

    private PriceBundle reread(StoredBundle applied) {
        return editions.reread(applied.release().toString(), store.content(applied.sha256()));
    }

    private static Set<String> versions(PriceBundle bundle) {
        Set<String> versions = new HashSet<>();
        bundle.edition().prices().stream().map(ModelPrice::version).forEach(versions::add);
        return versions;
    }
}
