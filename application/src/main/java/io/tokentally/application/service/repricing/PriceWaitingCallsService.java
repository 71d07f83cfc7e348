package io.tokentally.application.service.repricing;

import io.tokentally.application.port.in.repricing.PriceWaitingCallsUseCase;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.repricing.WaitingCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.UnpricedCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prices waiting calls organization by organization, a bounded number at a time, as audited repricings. For one thread. */
public final class PriceWaitingCallsService implements PriceWaitingCallsUseCase {

    private static final Cost WAITING = Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE);
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    /** The book that an organization's calls were last looked at with, and when. */
    private record Tried(PriceBook book, Instant at) {}

    private final WaitingCalls calls;
    private final PriceBookSource priceBooks;
    private final Supplier<UUID> ids;
    private final int callsPerStep;
    private final Clock clock;
    private final Map<OrganizationId, Tried> tried = new HashMap<>();

    /** @param ids of the repricings */
    public PriceWaitingCallsService(
            WaitingCalls calls, PriceBookSource priceBooks, Supplier<UUID> ids, int callsPerStep, Clock clock) {
        this.calls = calls;
        this.priceBooks = priceBooks;
        this.ids = ids;
        this.callsPerStep = callsPerStep;
        this.clock = clock;
    }

    @Override
    public int priceWaitingCalls() {
        int priced = 0;
        Set<OrganizationId> organizations = calls.organizations();
        tried.keySet().retainAll(organizations);
        for (OrganizationId organizationId : organizations) {
            PriceBook book = priceBooks.priceBook(organizationId).orElse(null);
            if (book != null && isDue(organizationId, book)) {
                priced += priceAll(organizationId, book);
                tried.put(organizationId, new Tried(book, clock.instant()));
            }
        }
        return priced;
    }

    private boolean isDue(OrganizationId organizationId, PriceBook book) {
        Tried last = tried.get(organizationId);
        return last == null
                || last.book() != book
                || !clock.instant().isBefore(last.at().plus(AGAIN_AFTER));
    }

    private int priceAll(OrganizationId organizationId, PriceBook book) {
        int priced = 0;
        @Nullable UsageRecordId last = null;
        List<UnpricedCall> step;
        do {
            step = calls.after(organizationId, last, callsPerStep);
            priced += price(organizationId, step, book);
            last = step.isEmpty() ? last : step.getLast().id();
        } while (step.size() == callsPerStep);
        return priced;
    }

    private int price(OrganizationId organizationId, List<UnpricedCall> waiting, PriceBook book) {
        Map<UsageRecordId, Cost> costs = new LinkedHashMap<>();
        TotalsByModel totals = new TotalsByModel();
        for (UnpricedCall call : waiting) {
            Cost cost = book.costOf(call.query(), call.reading());
            if (cost.status() != CostStatus.UNPRICED) {
                costs.put(call.id(), cost);
                totals.add(call.query().provider(), call.query().model(), call.reading(), WAITING, cost);
            }
        }
        return costs.isEmpty()
                ? 0
                : calls.price(organizationId, new RepricingId(ids.get()), costs, totals.greatestDifferenceFirst());
    }
}
