package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.CollectPriceBundlesUseCase;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase.Refused;
import io.tokentally.application.port.out.pricing.PriceBundleDoor;
import io.tokentally.application.port.out.pricing.PriceBundleDoor.Arrival;
import io.tokentally.application.port.out.pricing.PriceBundleMonitor;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import java.util.List;

/** Looks behind the doors that price bundles come through by themselves. */
public final class CollectPriceBundlesService implements CollectPriceBundlesUseCase {

    private final List<PriceBundleDoor> doors;
    private final PriceEditions editions;
    private final PriceBundleStore store;
    private final BundleReviews reviews;
    private final RefusedBundles refused;
    private final PriceBundleMonitor monitor;
    private final boolean autoApply;

    /** @param autoApply whether a bundle is applied as soon as it is there */
    public CollectPriceBundlesService(
            List<PriceBundleDoor> doors,
            PriceEditions editions,
            PriceBundleStore store,
            BundleReviews reviews,
            RefusedBundles refused,
            PriceBundleMonitor monitor,
            boolean autoApply) {
        this.doors = List.copyOf(doors);
        this.editions = editions;
        this.store = store;
        this.reviews = reviews;
        this.refused = refused;
        this.monitor = monitor;
        this.autoApply = autoApply;
    }

    @Override
    public void collect(StoredBundle.Door wanted) {
        doors.stream().filter(door -> door.door() == wanted).forEach(door -> {
            try {
                for (Arrival arrival : door.look()) {
                    take(wanted, arrival);
                    door.settled(arrival);
                }
            } catch (PriceRefusedException e) {
                refused(wanted, e);
            }
        });
    }

    private void take(StoredBundle.Door door, Arrival arrival) {
        try {
            PriceBundle bundle = editions.verify(arrival.name(), arrival.content());
            // What lies in a folder is found again at each start, and by each instance.
            if (!store.isKnown(bundle.sha256())) {
                BundleReview review = reviews.review(arrival.name(), arrival.content());
                store.offer(bundle, arrival.content(), door);
                monitor.waits(door, bundle.release());
                if (autoApply) {
                    store.apply(bundle.sha256(), reviews.replacedBy(review.bundle()));
                    monitor.applied(door, bundle.release());
                }
            }
        } catch (PriceRefusedException e) {
            refused(door, e);
        }
    }

    private void refused(StoredBundle.Door door, PriceRefusedException refusal) {
        String why = String.valueOf(refusal.getMessage());
        refused.add(new Refused(door, why, reviews.now()));
        monitor.refused(door, why);
    }
}
