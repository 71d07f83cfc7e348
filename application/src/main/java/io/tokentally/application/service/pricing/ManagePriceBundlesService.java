package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.application.port.out.pricing.PriceBundleStore;
import io.tokentally.application.port.out.pricing.PriceEditions;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.StoredBundle;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Lets operators take in price bundles. A bundle is verified when it is offered, and again when it is applied. */
@Transactional
public class ManagePriceBundlesService implements ManagePriceBundlesUseCase {

    private final PriceEditions editions;
    private final PriceBundleStore store;
    private final PriceBundleDecisions decisions;
    private final BundleReviews reviews;
    private final RefusedBundles refused;

    public ManagePriceBundlesService(
            PriceEditions editions,
            PriceBundleStore store,
            PriceBundleDecisions decisions,
            BundleReviews reviews,
            RefusedBundles refused) {
        this.editions = editions;
        this.store = store;
        this.decisions = decisions;
        this.reviews = reviews;
        this.refused = refused;
    }

    @Override
    @Transactional(readOnly = true)
    public Bundles bundles(Session session) {
        session.requireOperator();
        return new Bundles(
                store.applied().orElse(null),
                store.waiting().map(this::waiting).orElse(null),
                editions.trustedKeys(),
                refused.latest());
    }

    @Override
    public Waiting offer(Session session, String name, byte[] content) {
        session.requireOperator();
        BundleReview review = reviews.review(name, content);
        decisions.offer(session.token(), review.bundle(), content);
        return new Waiting(
                new StoredBundle(
                        review.bundle().release(),
                        review.bundle().key(),
                        review.bundle().sha256(),
                        StoredBundle.Door.UPLOAD,
                        reviews.now(),
                        null,
                        null),
                review.changes(),
                "");
    }

    @Override
    public StoredBundle apply(Session session, String sha256) {
        session.requireOperator();
        StoredBundle waiting = store.waiting()
                .filter(bundle -> bundle.sha256().equals(sha256))
                .orElseThrow(() -> new PriceRefusedException(
                        "That price bundle does not wait any more. Load the page again to see which one does."));
        BundleReview review = review(waiting);
        decisions.apply(session.token(), sha256, reviews.replacedBy(review.bundle()));
        return new StoredBundle(
                waiting.release(),
                waiting.key(),
                sha256,
                waiting.door(),
                waiting.offeredAt(),
                reviews.now(),
                session.person().userId().value());
    }

    private Waiting waiting(StoredBundle bundle) {
        try {
            return new Waiting(bundle, review(bundle).changes(), "");
        } catch (PriceRefusedException e) {
            return new Waiting(bundle, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private BundleReview review(StoredBundle bundle) {
        return reviews.review("of " + bundle.release(), store.content(bundle.sha256()));
    }
}
