package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.PriceMapReader;
import io.tokentally.application.port.out.pricing.UnpricedCalls;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ImportReview;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.annotation.Transactional;

/** Lets owners enter prices and discounts, take them back, and take price maps in. */
@Transactional
public class ManagePricesService implements ManagePricesUseCase, ImportPricesUseCase {

    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final UnpricedCalls unpricedCalls;
    private final PriceMapReader priceMapReader;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /** @param ids what discounts are told apart by, another each time */
    public ManagePricesService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UnpricedCalls unpricedCalls,
            PriceMapReader priceMapReader,
            Supplier<UUID> ids,
            Clock clock) {
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.unpricedCalls = unpricedCalls;
        this.priceMapReader = priceMapReader;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public OrganizationPricing pricing(Viewer viewer) {
        viewer.requireOwner(OwnerAction.SEE_PRICES_ENTERED);
        return organizationPrices.find(viewer);
    }

    @Override
    public ModelPrice setOwnPrice(Viewer viewer, PriceTerms terms, String reason, String source) {
        viewer.requireOwner(OwnerAction.SET_PRICES);
        Provenance provenance = provenance(viewer, Provenance.Origin.OWN, reason, source);
        ModelPrice price = new ModelPrice(version("own", terms, provenance), terms, provenance);
        requireToFit(viewer, List.of(price), List.of());
        organizationPrices.add(viewer, List.of(price));
        return price;
    }

    @Override
    public Discount grantDiscount(Viewer viewer, NewDiscount asked) {
        viewer.requireOwner(OwnerAction.GRANT_DISCOUNTS);
        Discount discount = new Discount(
                "discount/%s/%s".formatted(asked.provider(), ids.get()),
                asked.provider(),
                asked.model(),
                asked.unit(),
                asked.percentage(),
                asked.validity(),
                provenance(viewer, Provenance.Origin.OWN, asked.reason(), asked.source()));
        requireToFit(viewer, List.of(), List.of(discount));
        organizationPrices.add(viewer, discount);
        return discount;
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, String reason) {
        viewer.requireOwner(OwnerAction.TAKE_PRICES_BACK);
        organizationPrices.withdraw(
                viewer, versionOrDiscount, new Withdrawal(viewer.userId().value(), reason, now()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<UnpricedModel> unpriced(Viewer viewer) {
        viewer.requireOwner(OwnerAction.SEE_PRICES_ENTERED);
        return unpricedCalls.find(viewer);
    }

    @Override
    @Transactional(readOnly = true)
    public Preview preview(Viewer viewer, PriceMapFile file) {
        viewer.requireOwner(OwnerAction.SET_PRICES);
        PriceMap map = priceMapReader.read(file.format(), file.name(), file.content(), file.validFrom());
        return new Preview(map, bookOf(viewer));
    }

    @Override
    public int apply(Viewer viewer, PriceMap map, Set<Provider> providers, String reason) {
        viewer.requireOwner(OwnerAction.SET_PRICES);
        Provenance provenance = provenance(viewer, Provenance.Origin.IMPORTED, reason, map.source());
        List<ModelPrice> prices = ImportReview.of(bookOf(viewer), map.of(providers)).entered().stream()
                .map(terms -> new ModelPrice(version("imported", terms, provenance), terms, provenance))
                .toList();
        if (prices.isEmpty()) {
            return 0;
        }
        requireToFit(viewer, prices, List.of());
        organizationPrices.add(viewer, prices);
        return prices.size();
    }

    @Override
    public int takeBack(Viewer viewer, Instant importedAt, String reason) {
        viewer.requireOwner(OwnerAction.TAKE_PRICES_BACK);
        return organizationPrices.withdrawImport(
                viewer, importedAt, new Withdrawal(viewer.userId().value(), reason, now()));
    }

    private PriceBook bookOf(Viewer viewer) {
        return organizationPrices.find(viewer).over(listPrices.priceBook());
    }

    private void requireToFit(Viewer viewer, List<ModelPrice> prices, List<Discount> discounts) {
        PriceBook book = bookOf(viewer);
        try {
            book.with(prices, discounts);
        } catch (IllegalArgumentException e) {
            throw new PriceRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private Provenance provenance(Viewer viewer, Provenance.Origin origin, String reason, String source) {
        return new Provenance(origin, viewer.userId().value(), reason, source, now());
    }

    /** As the ledger keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String version(String kind, PriceTerms terms, Provenance provenance) {
        return "%s/%s/%s/%s/%s/%s"
                .formatted(
                        kind,
                        terms.provider(),
                        terms.model(),
                        terms.serviceTier(),
                        terms.validity().from(),
                        provenance.recordedAt());
    }
}
