package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.pricing.PriceBundle;
import io.tokentally.domain.pricing.StoredBundle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The price bundles of the installation, for all of its instances: the one that waits, and those that were applied. */
@SystemPort("the list is the same for everybody")
public interface PriceBundleStore {

    /** The bundle that waits for an operator. */
    Optional<StoredBundle> waiting();

    /** The bundle that was applied last. */
    Optional<StoredBundle> applied();

    /** The applied bundles that have versions which no later one has, the last applied among them, in that order. */
    List<StoredBundle> needed();

    /** Whether the bundle waits or was applied. */
    boolean isKnown(String sha256);

    /** @throws io.tokentally.domain.pricing.PriceRefusedException if it is there no more */
    byte[] content(String sha256);

    /** Has a verified bundle wait, unless a later one does. */
    void offer(PriceBundle bundle, byte[] content, StoredBundle.Door door);

    /**
     * Applies the waiting bundle by itself, for an installation that is set so.
     *
     * @param replaced the applied bundles whose versions are all in it
     * @throws io.tokentally.domain.pricing.PriceRefusedException if it waits no more, or a later one was applied
     */
    void apply(String sha256, Set<String> replaced);
}
