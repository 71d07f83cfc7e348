package io.tokentally.application.service.repricing;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.repricing.CallsByVersion;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.application.port.out.repricing.RepricingLedger.Progress;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.ReplacedPrice;
import io.tokentally.domain.repricing.CallsOfVersion;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** The steps of repricings, each a transaction: what is done stays done, and is never done twice. */
@Transactional
public class RepricingSteps {

    /** How many calls are priced to tell a difference that nobody has asked for yet. */
    private static final int MAX_ADDED_UP = 20_000;

    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final RepricingLedger ledger;
    private final CallsByVersion callsByVersion;
    private final Supplier<UUID> ids;
    private final int batchSize;

    /**
     * @param callsByVersion finds what was priced by a version
     * @param ids what repricings are told apart by, another each time
     * @param batchSize how many calls a step is for
     */
    public RepricingSteps(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            RepricingLedger ledger,
            CallsByVersion callsByVersion,
            Supplier<UUID> ids,
            int batchSize) {
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.ledger = ledger;
        this.callsByVersion = callsByVersion;
        this.ids = ids;
        this.batchSize = batchSize;
    }

    @Transactional(readOnly = true)
    public List<Repricing> all(Viewer viewer) {
        return ledger.all(viewer);
    }

    @Transactional(readOnly = true)
    public PriceBook priceBook(Viewer viewer) {
        return organizationPrices.find(viewer).over(listPrices.priceBook());
    }

    @Transactional(readOnly = true)
    public List<RepricedTotals> preview(Viewer viewer, RepricingRequest request) {
        PriceBook book = organizationPrices.find(viewer).over(listPrices.priceBook());
        TotalsByModel totals = new TotalsByModel();
        UsageRecordId after = null;
        List<UsageRecord> calls;
        do {
            calls = ledger.next(viewer, request, after, batchSize);
            calls.forEach(call -> totals.add(call, costOf(book, call)));
            after = calls.isEmpty() ? after : calls.getLast().id();
        } while (!calls.isEmpty());
        return totals.greatestDifferenceFirst();
    }

    @Transactional(readOnly = true)
    public List<MispricedCalls> mispriced(Viewer viewer) {
        OrganizationPricing own = organizationPrices.find(viewer);
        PriceBook list = listPrices.priceBook();
        Map<String, ReplacedPrice> replaced = Stream.concat(list.replaced().stream(), own.replaced().stream())
                .collect(Collectors.toMap(ReplacedPrice::version, price -> price, (first, same) -> first));
        if (replaced.isEmpty()) {
            return List.of();
        }
        PriceBook book = own.over(list);
        List<MispricedCalls> mispriced = new ArrayList<>();
        for (CallsOfVersion calls : callsByVersion.find(viewer, replaced.values())) {
            ReplacedPrice wrong = replaced.get(calls.version());
            if (wrong != null) {
                mispriced.add(new MispricedCalls(calls, wrong.reason(), difference(viewer, book, calls)));
            }
        }
        return mispriced;
    }

    private @Nullable Money difference(Viewer viewer, PriceBook book, CallsOfVersion priced) {
        RepricingRequest request = new RepricingRequest(
                TimeRange.around(priced.firstSeen(), priced.lastSeen()),
                priced.provider(),
                new ModelPattern(priced.model().value()),
                false,
                "Looked at");
        if (ledger.count(viewer, request) > MAX_ADDED_UP) {
            return null;
        }
        Money difference = Money.zero(book.currency());
        UsageRecordId after = null;
        List<UsageRecord> calls;
        do {
            calls = ledger.next(viewer, request, after, batchSize);
            for (UsageRecord call : calls) {
                Cost fresh = costOf(book, call);
                if (call.cost().isBy(priced.version())) {
                    if (fresh.status() == CostStatus.UNPRICED) {
                        return null;
                    }
                    difference =
                            difference.plus(fresh.total()).minus(call.cost().total());
                }
            }
            after = calls.isEmpty() ? after : calls.getLast().id();
        } while (!calls.isEmpty());
        return difference;
    }

    public RepricingId begin(Viewer viewer, RepricingRequest request, Instant now) {
        RepricingId id = new RepricingId(ids.get());
        ledger.begin(
                viewer,
                new Repricing(
                        id,
                        request,
                        viewer.userId(),
                        now,
                        Repricing.State.APPLYING,
                        ledger.count(viewer, request),
                        0,
                        List.of()));
        return id;
    }

    /** Goes one step on, and tells whether there may be another. */
    public boolean step(Viewer viewer, RepricingId id, PriceBook book) {
        Progress progress = lock(viewer, id);
        return switch (progress.repricing().state()) {
            case APPLYING -> apply(viewer, progress, book);
            case UNDOING -> putBack(viewer, id);
            case APPLIED, UNDONE -> false;
        };
    }

    private boolean apply(Viewer viewer, Progress progress, PriceBook book) {
        Repricing repricing = progress.repricing();
        @Nullable UsageRecordId last = progress.last();
        List<UsageRecord> calls = ledger.next(viewer, repricing.request(), last, batchSize);
        if (calls.isEmpty()) {
            ledger.setState(viewer, repricing.id(), Repricing.State.APPLIED);
            return false;
        }
        TotalsByModel totals = new TotalsByModel();
        Map<UsageRecordId, Cost> changed = new HashMap<>();
        for (UsageRecord call : calls) {
            Cost fresh = costOf(book, call);
            totals.add(call, fresh);
            if (!fresh.equals(call.cost())) {
                changed.put(call.id(), fresh);
            }
        }
        ledger.apply(viewer, repricing.id(), changed, calls.getLast().id(), totals.greatestDifferenceFirst());
        return true;
    }

    private boolean putBack(Viewer viewer, RepricingId id) {
        if (ledger.putBack(viewer, id, batchSize) > 0) {
            return true;
        }
        ledger.setState(viewer, id, Repricing.State.UNDONE);
        return false;
    }

    /** @throws RepricingRefusedException if there is nothing left to do */
    public void requireUnfinished(Viewer viewer, RepricingId id) {
        if (!lock(viewer, id).repricing().isUnfinished()) {
            throw new RepricingRefusedException("This repricing is finished. There is nothing to resume.");
        }
    }

    /** @throws RepricingRefusedException if it cannot be undone */
    public void beginUndo(Viewer viewer, RepricingId id) {
        switch (lock(viewer, id).repricing().state()) {
            case APPLIED -> ledger.setState(viewer, id, Repricing.State.UNDOING);
            case APPLYING ->
                throw new RepricingRefusedException(
                        "This repricing is not finished. Resume it or let it finish, then undo it.");
            case UNDOING, UNDONE -> throw new RepricingRefusedException("This repricing was undone already.");
        }
        if (!ledger.laterThan(viewer, id).isEmpty()) {
            throw new RepricingRefusedException(
                    "A later repricing has changed some of the same calls. Undo that one first.");
        }
    }

    private Progress lock(Viewer viewer, RepricingId id) {
        return ledger.lock(viewer, id)
                .orElseThrow(() -> new RepricingRefusedException("There is no such repricing. Load the list again."));
    }

    private static Cost costOf(PriceBook book, UsageRecord call) {
        return book.costOf(
                new PriceQuery(
                        call.provider(), call.billedModel(), call.serviceTier(), call.region(), call.createdAt()),
                call.reading());
    }
}
