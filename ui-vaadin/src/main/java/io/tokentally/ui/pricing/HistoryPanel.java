package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.RateFormat.formatPrice;
import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PriceHistory;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.chart.StepChart;
import io.tokentally.ui.chart.StepData;
import io.tokentally.ui.chart.StepData.Line;
import io.tokentally.ui.chart.StepData.Step;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model has cost over time: the list's standard tier as lines, and every version there has been as a table. */
class HistoryPanel extends Panel {

    private static final List<UsageUnit> DRAWN = List.of(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS);

    private final ZoneId zone;

    /** @param explainedVersion the one that is pointed out; empty for none */
    HistoryPanel(PriceHistory history, String explainedVersion, Instant now, ZoneId zone) {
        super(I18NProvider.translate("prices.history"), "tt-history");
        this.zone = zone;
        List<ModelPrice> listPrices = history.versions().stream()
                .filter(price -> price.provenance().origin() == Origin.BUILT_IN)
                .filter(price -> price.serviceTier().equals(ServiceTier.STANDARD) && !price.isWithdrawn())
                .filter(price -> price.terms().rateOf(UsageUnit.INPUT_TOKENS).isPresent())
                .sorted(Comparator.comparing(price -> price.validity().from()))
                .toList();
        if (!listPrices.isEmpty()) {
            add(chart(listPrices, now), new Details(getTranslation("usage.as-table"), figures(listPrices)));
        }
        add(versions(history, explainedVersion));
    }

    private Component chart(List<ModelPrice> prices, Instant now) {
        List<Line> lines = new ArrayList<>();
        for (UsageUnit unit : DRAWN) {
            lines.add(new Line(getTranslation("unit." + unit), lines.size() + 1, steps(prices, unit, now)));
        }
        StepChart chart = new StepChart();
        chart.addClassName("tt-chart-tall");
        chart.show(new StepData(getTranslation("prices.history.description", prices.size()), lines));
        return chart;
    }

    private List<Step> steps(List<ModelPrice> prices, UsageUnit unit, Instant now) {
        List<Step> steps = new ArrayList<>();
        for (ModelPrice price : prices) {
            baseRate(price, unit)
                    .ifPresent(rate -> steps.add(step(price.validity().from(), rate)));
        }
        ModelPrice last = prices.getLast();
        Instant until = last.validity().until();
        Instant end = until != null && until.isBefore(now) ? until : now;
        if (end.isAfter(last.validity().from())) {
            baseRate(last, unit).ifPresent(rate -> steps.add(step(end, rate)));
        }
        return steps;
    }

    private Step step(Instant at, Rate rate) {
        return new Step(
                at.toEpochMilli(),
                formatDate(at, zone),
                rate.of(1_000_000).amount().toPlainString(),
                formatPrice(rate));
    }

    private static Optional<Rate> baseRate(ModelPrice price, UsageUnit unit) {
        return price.terms().rateOf(unit).map(TieredRate::base);
    }

    private Component figures(List<ModelPrice> prices) {
        FigureTable table = new FigureTable(
                getTranslation("prices.history"),
                List.of(
                        getTranslation("prices.version.from"),
                        getTranslation("prices.column.input"),
                        getTranslation("prices.column.output")));
        table.show(prices.reversed().stream()
                .map(price -> List.of(
                        formatDate(price.validity().from(), zone),
                        figure(price, UsageUnit.INPUT_TOKENS),
                        figure(price, UsageUnit.OUTPUT_TOKENS)))
                .toList());
        return table;
    }

    private static String figure(ModelPrice price, UsageUnit unit) {
        return baseRate(price, unit).map(rate -> formatPrice(rate)).orElse("–");
    }

    private Component versions(PriceHistory history, String explainedVersion) {
        StackingTable table = new StackingTable(
                getTranslation("prices.versions"),
                List.of(
                        getTranslation("prices.version.from"),
                        getTranslation("prices.version.until"),
                        getTranslation("prices.version.tier"),
                        getTranslation("prices.version.rates"),
                        getTranslation("prices.version.origin"),
                        getTranslation("prices.version.reason"),
                        getTranslation("prices.version.source")));
        table.addClassName("tt-versions");
        table.show(history.versions().stream()
                .map(price -> row(
                        price,
                        history.withdrawals().get(price.version()),
                        price.version().equals(explainedVersion)))
                .toList());
        return table;
    }

    private List<Component> row(ModelPrice price, @Nullable Withdrawal withdrawal, boolean explained) {
        Instant until = price.validity().until();
        Div from = new Div(new Span(formatDate(price.validity().from(), zone)), versionName(price, explained));
        return List.of(
                from,
                StackingTable.text(until == null ? "–" : formatDate(until, zone)),
                StackingTable.text(price.serviceTier().value()),
                StackingTable.text(TermsText.rates(price.terms())),
                origin(price, withdrawal),
                StackingTable.text(reason(price.provenance())),
                new SourceLink(price.provenance().source()));
    }

    private String reason(Provenance provenance) {
        return provenance.isFromTheFirst()
                ? VisibleText.of(provenance.reason())
                : getTranslation(
                        "prices.version.by",
                        VisibleText.of(provenance.reason()),
                        VisibleText.of(provenance.author()),
                        formatDate(provenance.recordedAt(), zone));
    }

    private Component versionName(ModelPrice price, boolean explained) {
        Span name = new Span(VisibleText.of(price.version()));
        name.addClassName("tt-version");
        if (explained) {
            name.getElement().setAttribute("aria-current", "true");
            name.scrollIntoView();
        }
        return name;
    }

    private Component origin(ModelPrice price, @Nullable Withdrawal withdrawal) {
        Div origin = new Div(
                new Span(getTranslation("prices.origin." + price.provenance().origin())));
        if (withdrawal != null) {
            origin.add(new WithdrawalNotice(withdrawal, zone));
        }
        return origin;
    }
}
