package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.PriceMap;
import java.time.Instant;
import java.util.Set;

/**
 * Price maps, each read in a turn of the viewer's: as long as it is read it takes many times its size of memory, and a connection to
 * the database.
 */
public final class PriceMapsInTurn implements ImportPricesUseCase {

    private final ImportPricesUseCase prices;
    private final FairTurns turns;

    /** @param prices begins its transaction itself */
    public PriceMapsInTurn(ImportPricesUseCase prices, FairTurns turns) {
        this.prices = prices;
        this.turns = turns;
    }

    @Override
    public Preview preview(Viewer viewer, PriceMapFile file) {
        viewer.requireOwner(OwnerAction.SET_PRICES);
        return turns.during(viewer, () -> prices.preview(viewer, file));
    }

    @Override
    public int apply(Viewer viewer, PriceMap map, Set<Provider> providers, String reason) {
        return prices.apply(viewer, map, providers, reason);
    }

    @Override
    public int takeBack(Viewer viewer, Instant importedAt, String reason) {
        return prices.takeBack(viewer, importedAt, reason);
    }
}
