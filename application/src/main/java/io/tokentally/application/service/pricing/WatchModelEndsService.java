package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.pricing.UsageByModel;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelUsage;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.summary.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Compares the models in use with the days on which they end. The log is read only for those that do. */
@Transactional(readOnly = true)
public class WatchModelEndsService implements WatchModelEndsUseCase {

    private static final Duration IN_USE = Duration.ofDays(30);

    /** Snapshots that end together are one. */
    private record Model(ModelName base, ModelLifecycle lifecycle) {}

    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final UsageRollups rollups;
    private final UsageByModel usageByModel;
    private final Clock clock;

    public WatchModelEndsService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UsageRollups rollups,
            UsageByModel usageByModel,
            Clock clock) {
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.rollups = rollups;
        this.usageByModel = usageByModel;
        this.clock = clock;
    }

    @Override
    public List<EndingModel> ending(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        Instant now = clock.instant();
        TimeRange lately = TimeRange.around(now.minus(IN_USE), now);
        PriceBook list = listPrices.priceBook();
        List<ModelName> mayEnd = rollups.byModel(viewer, scope, lately).keySet().stream()
                .filter(list::hasLifecycleOf)
                .toList();
        if (mayEnd.isEmpty()) {
            return List.of();
        }
        PriceBook book = organizationPrices.find(viewer).over(list);
        Map<Model, List<ModelUsage>> used = new LinkedHashMap<>();
        for (ModelUsage usage : usageByModel.find(viewer, scope, lately, mayEnd)) {
            book.lifecycleOf(usage.provider(), usage.model())
                    .map(lifecycle -> new Model(usage.model().base(), lifecycle))
                    .ifPresent(model -> used.computeIfAbsent(model, none -> new ArrayList<>())
                            .add(usage));
        }
        List<EndingModel> ending = new ArrayList<>();
        used.forEach((model, usages) -> ending.add(ending(book, model, usages, now)));
        ending.sort(
                Comparator.comparing((EndingModel model) -> model.lifecycle().shutDown())
                        .thenComparing(EndingModel::cost, Comparator.reverseOrder())
                        .thenComparing(model -> model.model().value()));
        return ending;
    }

    private static EndingModel ending(PriceBook book, Model model, List<ModelUsage> usages, Instant now) {
        return new EndingModel(
                model.base(),
                model.lifecycle(),
                usages.stream().mapToLong(ModelUsage::calls).sum(),
                Money.sum(book.currency(), usages.stream().map(ModelUsage::cost).toList()),
                replacementCost(book, model.lifecycle().replacement(), usages, now));
    }

    private static @Nullable Money replacementCost(
            PriceBook book, @Nullable ModelName replacement, List<ModelUsage> usages, Instant now) {
        if (replacement == null) {
            return null;
        }
        List<Money> costs = new ArrayList<>();
        for (ModelUsage usage : usages) {
            Cost cost = book.costOf(
                    new PriceQuery(usage.provider(), replacement, usage.serviceTier(), null, now),
                    usage.quantities(),
                    usage.quantities().inputTokens() / usage.calls());
            if (cost.status() == CostStatus.UNPRICED) {
                return null;
            }
            costs.add(cost.total());
        }
        return Money.sum(book.currency(), costs);
    }
}
