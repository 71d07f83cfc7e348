package io.tokentally.application.service.pricing;

import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Compares the models in use with the days on which they end. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class WatchModelEndsService implements WatchModelEndsUseCase {

    private static final int DAYS_IN_USE = 30;
    private static final List<Dimension> BY_MODEL = List.of(Attribute.PROVIDER, Attribute.SNAPSHOT);
    private static final List<Dimension> BY_TIER = List.of(Attribute.SNAPSHOT, Attribute.SERVICE_TIER);
    private static final List<Measure> UNITS = List.of(Measure.REQUESTS, Measure.UNITS);

    /** Snapshots that end together are one. */
    private record Model(ModelName base, ModelLifecycle lifecycle) {}

    /** What calls of one model on one tier used together. */
    private record Used(Provider provider, ModelName model, ServiceTier tier, Figures figures) {}

    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final UsageReports reports;
    private final CalendarChoice calendar;
    private final Clock clock;

    public WatchModelEndsService(
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            UsageReports reports,
            CalendarChoice calendar,
            Clock clock) {
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.reports = reports;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public List<EndingModel> ending(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        Instant now = clock.instant();
        PriceBook book = organizationPrices.find(viewer).over(listPrices.priceBook());
        ReportQuery byModel = new ReportQuery(
                scope,
                Period.lastDays(DAYS_IN_USE, now, calendar.find(viewer).zone()),
                Grain.TOTAL,
                BY_MODEL,
                Map.of(),
                List.of(Measure.REQUESTS),
                ReportQuery.MAX_TOP);
        Set<Provider> providers = new LinkedHashSet<>();
        for (List<String> used :
                Report.of(byModel, reports.rows(viewer, byModel)).groups()) {
            Provider provider = new Provider(used.getFirst());
            if (book.lifecycleOf(provider, new ModelName(used.getLast())).isPresent()) {
                providers.add(provider);
            }
        }
        Map<Model, List<Used>> ending = new LinkedHashMap<>();
        for (Provider provider : providers) {
            for (Used used : used(viewer, byModel, provider)) {
                book.lifecycleOf(provider, used.model())
                        .map(lifecycle -> new Model(used.model().base(), lifecycle))
                        .ifPresent(model -> ending.computeIfAbsent(model, none -> new ArrayList<>())
                                .add(used));
            }
        }
        return ending.entrySet().stream()
                .map(model -> ending(book, model.getKey(), model.getValue(), now))
                .sorted(Comparator.comparing(
                                (EndingModel model) -> model.lifecycle().shutDown())
                        .thenComparing(EndingModel::cost, Comparator.reverseOrder())
                        .thenComparing(model -> model.model().value()))
                .toList();
    }

    private List<Used> used(Viewer viewer, ReportQuery byModel, Provider provider) {
        ReportQuery byTier = byModel.asking(BY_TIER, Map.of(Attribute.PROVIDER, provider.value()), UNITS);
        return reports.rows(viewer, byTier).stream()
                .filter(row -> !row.isOther())
                .map(row -> new Used(
                        provider,
                        new ModelName(row.values().getFirst()),
                        new ServiceTier(row.values().getLast()),
                        row.figures()))
                .toList();
    }

    private static EndingModel ending(PriceBook book, Model model, List<Used> used, Instant now) {
        UsageTotals totals = used.stream()
                .map(one -> one.figures().totals())
                .reduce(UsageTotals.none(book.currency()), UsageTotals::plus);
        return new EndingModel(
                model.base(),
                model.lifecycle(),
                totals.requests(),
                totals.cost(),
                replacementCost(book, model.lifecycle().replacement(), used, now));
    }

    private static @Nullable Money replacementCost(
            PriceBook book, @Nullable ModelName replacement, List<Used> used, Instant now) {
        if (replacement == null) {
            return null;
        }
        List<Money> costs = new ArrayList<>();
        for (Used one : used) {
            Cost cost = costOf(book, replacement, one, now);
            if (cost.status() == CostStatus.UNPRICED) {
                return null;
            }
            costs.add(cost.total());
        }
        return Money.sum(book.currency(), costs);
    }

    private static Cost costOf(PriceBook book, ModelName replacement, Used used, Instant now) {
        Quantities.Builder quantities = Quantities.builder();
        used.figures().units().forEach((unit, sum) -> quantities.add(unit, sum.quantity()));
        UsageTotals totals = used.figures().totals();
        // What failed has no input as a rule, and would make the others look shorter than they are.
        long answered = Math.max(1, totals.requests() - totals.failures());
        return book.costOf(
                new PriceQuery(used.provider(), replacement, used.tier(), null, now),
                quantities.build(),
                quantities.build().inputTokens() / answered);
    }
}
