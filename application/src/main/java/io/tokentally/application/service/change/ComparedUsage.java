package io.tokentally.application.service.change;

import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.usage.CallFilter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two periods used, by what served it, put together from reports. A report has two dimensions: providers and tiers are asked for
 * first, and for each of them the models by the versions of their prices. So each call is counted in one question of these alone.
 */
final class ComparedUsage {

    static final List<Dimension> BY = List.of(Attribute.PROVIDER, Attribute.SERVICE_TIER);
    static final List<Measure> MEASURES = List.of(Measure.COST, Measure.REQUESTS, Measure.FAILED_COST);

    private static final List<Dimension> BY_PRICE = List.of(Attribute.SNAPSHOT, Attribute.PRICE_VERSION);
    private static final List<Measure> UNITS = List.of(Measure.COST, Measure.UNITS);

    private final UsageReports reports;
    private final Viewer viewer;
    private final OnePeriod from;
    private final OnePeriod to;

    private ComparedUsage(UsageReports reports, Viewer viewer, ReportQuery from, ReportQuery to) {
        this.reports = reports;
        this.viewer = viewer;
        this.from = new OnePeriod(Report.of(from, reports.rows(viewer, from)));
        this.to = new OnePeriod(Report.of(to, reports.rows(viewer, to)));
    }

    /**
     * @param from by {@link #BY}, of {@link #MEASURES}
     * @param to the same
     */
    static ComparedUsage read(UsageReports reports, Viewer viewer, ReportQuery from, ReportQuery to) {
        ComparedUsage usage = new ComparedUsage(reports, viewer, from, to);
        Set<List<String>> tiers = new LinkedHashSet<>(usage.to.report.groups());
        tiers.addAll(usage.from.report.groups());
        tiers.forEach(usage::readTier);
        return usage;
    }

    PeriodUsage from() {
        return from.usage();
    }

    PeriodUsage to() {
        return to.usage();
    }

    /** @param tier of a provider */
    private void readTier(List<String> tier) {
        readTier(tier, CallFilter.Status.SUCCEEDED);
        if (from.hasFailures(tier) || to.hasFailures(tier)) {
            readTier(tier, CallFilter.Status.FAILED);
        }
    }

    private void readTier(List<String> tier, CallFilter.Status status) {
        Map<Dimension, String> filters = new HashMap<>(to.report.query().filters());
        String asked = filters.put(Attribute.STATUS, status.name());
        if (asked != null && !asked.equals(status.name())) {
            return;
        }
        for (int i = 0; i < BY.size(); i++) {
            filters.put(BY.get(i), tier.get(i));
        }
        ReportQuery before = from.report.query().asking(BY_PRICE, filters, UNITS);
        ReportQuery after = to.report.query().asking(BY_PRICE, filters, UNITS);
        Report reportBefore = Report.of(before, reports.rows(viewer, before));
        Report reportAfter = Report.of(after, reports.rows(viewer, after));
        if (isCut(reportBefore) || isCut(reportAfter)) {
            // What one period tells apart has to be told apart in the other, too.
            Set<List<String>> told = new LinkedHashSet<>(reportAfter.groups());
            told.addAll(reportBefore.groups());
            List<List<String>> groups = List.copyOf(told);
            reportBefore = Report.of(before, reports.rowsOf(viewer, before, groups));
            reportAfter = Report.of(after, reports.rowsOf(viewer, after, groups));
        }
        from.add(tier, status, reportBefore);
        to.add(tier, status, reportAfter);
    }

    private static boolean isCut(Report report) {
        return report.rows().stream().anyMatch(Report.Row::isOther);
    }

    /** What is known of one of the periods. */
    private static final class OnePeriod {

        private final Report report;
        private final Map<ModelOnTier, PricedUsage> succeeded = new HashMap<>();
        private final Map<ModelOnTier, PricedUsage> failed = new HashMap<>();

        OnePeriod(Report report) {
            this.report = report;
        }

        boolean hasFailures(List<String> tier) {
            return report.rows().stream()
                    .filter(row -> row.values().equals(tier))
                    .map(Report.Row::figures)
                    .anyMatch(figures -> figures.totals().failures() > 0
                            || !figures.failedCost().isZero());
        }

        void add(List<String> tier, CallFilter.Status status, Report ofTier) {
            Map<ModelOnTier, PricedUsage> usage = status == CallFilter.Status.SUCCEEDED ? succeeded : failed;
            for (Report.Row row : ofTier.rows()) {
                if (!row.isOther()) {
                    add(usage, tier, row.values().getFirst(), row.values().getLast(), row.figures());
                }
            }
        }

        private static void add(
                Map<ModelOnTier, PricedUsage> usage,
                List<String> tier,
                String model,
                String priceVersion,
                Figures figures) {
            boolean isPriced = !priceVersion.isEmpty();
            if (isPriced) {
                usage.merge(
                        new ModelOnTier(tier.getFirst(), model, tier.getLast()),
                        PricedUsage.of(figures, priceVersion),
                        PricedUsage::plus);
            }
        }

        PeriodUsage usage() {
            return new PeriodUsage(report.query(), report.total().totals(), succeeded, failed);
        }
    }
}
