package io.tokentally.adapter.persistence.pricing;

import io.tokentally.application.port.out.pricing.PriceEditions;

/** Has the list priced by the bundles that were applied, by whichever instance. Run by one thread. */
final class AppliedBundles implements Runnable {

    private final JdbcPriceBundles stored;
    private final PriceEditions editions;
    private String taken = "";

    AppliedBundles(JdbcPriceBundles stored, PriceEditions editions) {
        this.stored = stored;
        this.editions = editions;
    }

    @Override
    public void run() {
        String revision = stored.revision();
        if (!revision.equals(taken)) {
            editions.use(stored.inForce());
            taken = revision;
        }
    }
}
