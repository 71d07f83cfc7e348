package io.tokentally.application.service.alert;

import io.tokentally.application.port.in.alert.WatchOutlooksUseCase;
import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.application.port.out.alert.AlertWatch.WatchedBudget;
import io.tokentally.application.port.out.alert.AlertWatch.WatchedModel;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.forecast.CostForecaster;
import io.tokentally.domain.forecast.ForecastRange;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares models in use with the list's shutdowns, and budgets with forecasts. The database raises what it has not raised before. */
public final class WatchOutlooksService implements WatchOutlooksUseCase {

    /** Of one rule; more would keep the database busy. */
    private static final int MOST_BUDGETS = 100;

    private final AlertWatch watch;
    private final ListPrices listPrices;
    private final Clock clock;

    public WatchOutlooksService(AlertWatch watch, ListPrices listPrices, Clock clock) {
        this.watch = watch;
        this.listPrices = listPrices;
        this.clock = clock;
    }

    @Override
    public long look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        PriceBook list = listPrices.priceBook();
        long raised = watch.watchedModels(now).stream()
                .filter(model -> ends(list, model, now))
                .count();
        return raised
                + watch.watchedBudgets(now, MOST_BUDGETS).stream()
                        .filter(budget -> willBePassed(budget, now))
                        .count();
    }

    private boolean ends(PriceBook list, WatchedModel model, Instant now) {
        ModelLifecycle lifecycle =
                list.lifecycleOf(model.provider(), model.model()).orElse(null);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (lifecycle == null
                || lifecycle.isOverAt(now)
                || lifecycle.shutDown().isAfter(today.plusDays(model.withinDays()))) {
            return false;
        }
        SortedMap<String, String> figures = new TreeMap<>();
        figures.put("ends_on", lifecycle.shutDown().toString());
        if (lifecycle.replacement() != null) {
            figures.put("replaced_by", lifecycle.replacement().value());
        }
        // Snapshots of a model are told as one.
        String name = model.model().base().value();
        return watch.raiseOutlook(model.organizationId(), model.rule(), name, lifecycle.shutDown(), figures, now);
    }

    private boolean willBePassed(WatchedBudget budget, Instant now) {
        LocalDate since = CostForecaster.firstDay(budget.today());
        SortedMap<LocalDate, BigDecimal> days =
                watch.days(budget, since.isBefore(budget.firstDay()) ? since : budget.firstDay());
        ForecastRange range = CostForecaster.forecast(days, budget.today(), budget.firstDay(), budget.lastDay())
                .range();
        // What is passed already is the budget's own to tell.
        if (range == null
                || range.likely().amount().compareTo(budget.amount()) <= 0
                || spent(budget, days).compareTo(budget.amount()) >= 0) {
            return false;
        }
        SortedMap<String, String> figures = new TreeMap<>();
        figures.put("budget", budget.budget().toString());
        figures.put("amount", budget.amount().toPlainString());
        figures.put("spent", spent(budget, days).toPlainString());
        figures.put("expected", range.likely().amount().toPlainString());
        figures.put("expected_from", range.least().amount().toPlainString());
        figures.put("expected_to", range.most().amount().toPlainString());
        return watch.raiseOutlook(
                budget.organizationId(),
                budget.rule(),
                budget.name(),
                budget.lastDay().plusDays(1),
                figures,
                now);
    }

    private static BigDecimal spent(WatchedBudget budget, SortedMap<LocalDate, BigDecimal> days) {
        return days.tailMap(budget.firstDay()).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
