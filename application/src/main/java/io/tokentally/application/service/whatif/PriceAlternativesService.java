package io.tokentally.application.service.whatif;

import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.service.report.DeclaredTags;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.whatif.AlternativePrices;
import io.tokentally.domain.whatif.UsedModel;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Prices what reports tell, by the book that the organization is billed by now. A report has two dimensions: providers and tiers are
 * asked for first, and for each of them the models.
 */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class PriceAlternativesService implements PriceAlternativesUseCase {

    private static final List<Dimension> BY = List.of(Attribute.PROVIDER, Attribute.SERVICE_TIER);

    /** What has no version had no price, and so does not count. */
    private static final List<Dimension> BY_MODEL = List.of(Attribute.SNAPSHOT, Attribute.PRICE_VERSION);

    private static final List<Measure> COST = List.of(Measure.COST);
    private static final List<Measure> UNITS = List.of(Measure.COST, Measure.UNITS);

    private final UsageReports reports;
    private final DeclaredTags declaredTags;
    private final ListPrices listPrices;
    private final OrganizationPrices organizationPrices;
    private final Clock clock;

    public PriceAlternativesService(
            UsageReports reports,
            TagDimensions tags,
            ListPrices listPrices,
            OrganizationPrices organizationPrices,
            Clock clock) {
        this.reports = reports;
        this.declaredTags = new DeclaredTags(tags);
        this.listPrices = listPrices;
        this.organizationPrices = organizationPrices;
        this.clock = clock;
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        viewer.requireMayLook(query.scope());
        ReportQuery byTier = new ReportQuery(
                query.scope(), query.period(), Grain.TOTAL, BY, query.filters(), COST, ReportQuery.MAX_TOP);
        declaredTags.require(viewer, byTier.tags());
        Report tiers = Report.of(byTier, reports.rows(viewer, byTier));
        List<UsedModel> used = new ArrayList<>();
        for (List<String> tier : tiers.groups()) {
            used.addAll(used(viewer, byTier, tier));
        }
        return new AlternativePrices(organizationPrices.find(viewer).over(listPrices.priceBook()), clock.instant())
                .whatIf(query, tiers.total().totals(), used);
    }

    private List<UsedModel> used(Viewer viewer, ReportQuery byTier, List<String> tier) {
        Map<Dimension, String> filters = new HashMap<>(byTier.filters());
        for (int i = 0; i < BY.size(); i++) {
            filters.put(BY.get(i), tier.get(i));
        }
        Map<String, Figures> byModel = new HashMap<>();
        for (Report.Row row : reports.rows(viewer, byTier.asking(BY_MODEL, filters, UNITS))) {
            if (!row.isOther() && !row.values().getLast().isEmpty()) {
                byModel.merge(row.values().getFirst(), row.figures(), Figures::plus);
            }
        }
        return byModel.entrySet().stream()
                .map(model -> used(tier, model.getKey(), model.getValue()))
                .toList();
    }

    private static UsedModel used(List<String> tier, String model, Figures figures) {
        Map<UsageUnit, Long> quantities = new EnumMap<>(UsageUnit.class);
        figures.units().forEach((unit, sum) -> quantities.put(unit, sum.quantity()));
        return new UsedModel(
                new Provider(tier.getFirst()),
                new ModelName(model),
                new ServiceTier(tier.getLast()),
                figures.totals().requests(),
                quantities,
                figures.totals().cost());
    }
}
