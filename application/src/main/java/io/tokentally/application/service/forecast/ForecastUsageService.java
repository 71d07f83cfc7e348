package io.tokentally.application.service.forecast;

import io.tokentally.application.port.in.forecast.ForecastUsageUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.forecast.CostForecaster;
import io.tokentally.domain.forecast.UsageForecast;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Forecasts from the sums of days, which are asked for as any other report is: by whoever may, in turn, and noted as such. */
public final class ForecastUsageService implements ForecastUsageUseCase {

    private final ReportUsageUseCase reports;
    private final Clock clock;

    public ForecastUsageService(ReportUsageUseCase reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public UsageForecast forecast(Viewer viewer, UsageScope scope, Period window) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), window.zone());
        CostForecaster.requireRunning(today, window.firstDay(), window.lastDay());
        LocalDate first = CostForecaster.firstDay(today);
        Period days = new Period(first.isBefore(window.firstDay()) ? first : window.firstDay(), today, window.zone());
        Report report = reports.report(
                viewer, new ReportQuery(scope, days, Grain.DAY, List.of(), Map.of(), List.of(Measure.COST), 1));
        SortedMap<LocalDate, BigDecimal> costs = new TreeMap<>();
        report.rows()
                .forEach(row -> costs.merge(
                        LocalDate.ofInstant(row.start(), window.zone()),
                        row.figures().totals().cost().amount(),
                        BigDecimal::add));
        return CostForecaster.forecast(costs, today, window.firstDay(), window.lastDay());
    }
}
