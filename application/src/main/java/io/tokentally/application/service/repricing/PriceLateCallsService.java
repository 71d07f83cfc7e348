package io.tokentally.application.service.repricing;

import io.tokentally.application.port.in.repricing.PriceLateCallsUseCase;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.repricing.CallsWithoutPriceBook;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Prices late calls organization by organization, a bounded number at a time, as audited repricings. */
public final class PriceLateCallsService implements PriceLateCallsUseCase {

    private static final Cost WITHOUT_BOOK = Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE_BOOK);

    private final CallsWithoutPriceBook calls;
    private final PriceBookSource priceBooks;
    private final Supplier<UUID> ids;
    private final int callsPerStep;

    /** @param ids of the repricings */
    public PriceLateCallsService(
            CallsWithoutPriceBook calls, PriceBookSource priceBooks, Supplier<UUID> ids, int callsPerStep) {
        this.calls = calls;
        this.priceBooks = priceBooks;
        this.ids = ids;
        this.callsPerStep = callsPerStep;
    }

    @Override
    public int priceLateCalls() {
        int priced = 0;
        for (OrganizationId organizationId : calls.organizations()) {
            Optional<PriceBook> book = priceBooks.priceBook(organizationId);
            if (book.isPresent()) {
                priced += priceAll(organizationId, book.get());
            }
        }
        return priced;
    }

    private int priceAll(OrganizationId organizationId, PriceBook book) {
        int priced = 0;
        List<UnpricedCall> late = calls.oldest(organizationId, callsPerStep);
        while (!late.isEmpty()) {
            int changed = price(organizationId, late, book);
            priced += changed;
            // Nothing changed: somebody else is at it, and this would not end.
            late = changed == 0 || late.size() < callsPerStep ? List.of() : calls.oldest(organizationId, callsPerStep);
        }
        return priced;
    }

    private int price(OrganizationId organizationId, List<UnpricedCall> late, PriceBook book) {
        Map<UsageRecordId, Cost> costs = new LinkedHashMap<>();
        TotalsByModel totals = new TotalsByModel();
        for (UnpricedCall call : late) {
            Cost cost = book.costOf(call.query(), call.reading());
            costs.put(call.id(), cost);
            totals.add(call.query().provider(), call.query().model(), call.reading(), WITHOUT_BOOK, cost);
        }
        return calls.price(organizationId, new RepricingId(ids.get()), costs, totals.greatestDifferenceFirst());
    }
}
