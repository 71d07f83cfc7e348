package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.format.RateFormat;
import io.tokentally.ui.shell.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model costs now, a column for each service tier, and below it what else holds, said once where it is the same for all. */
class RatesPanel extends Panel {

    /** What a row is about: a unit, sold by so many, for inputs above so many tokens. */
    private record Line(UsageUnit unit, long aboveInputTokens, String per) {

        static Stream<Line> of(TieredRate rate) {
            return Stream.concat(
                    Stream.of(new Line(rate.unit(), 0, RateFormat.formatPer(rate.base()))),
                    rate.tiers().stream()
                            .map(tier ->
                                    new Line(rate.unit(), tier.aboveInputTokens(), RateFormat.formatPer(tier.rate()))));
        }

        Optional<Rate> rateIn(PriceTerms terms) {
            return terms.rateOf(unit)
                    .filter(rate -> of(rate).anyMatch(this::equals))
                    .map(rate -> rate.at(aboveInputTokens + 1));
        }
    }

    /** What holds of a tier beside its rates. */
    private record Facts(
            @Nullable LongInputBilling longInputs,
            @Nullable Long maxInputTokens,
            Map<Region, Percentage> uplifts,
            List<ModelPattern> matches,
            String source) {

        static Facts of(ModelPrice price) {
            PriceTerms terms = price.terms();
            boolean tiered =
                    terms.rates().stream().anyMatch(rate -> !rate.tiers().isEmpty());
            return new Facts(
                    tiered ? terms.longInputBilling() : null,
                    terms.maxInputTokens(),
                    terms.regionUplifts(),
                    terms.matches(),
                    price.provenance().source());
        }
    }

    RatesPanel(PricedModel model) {
        super(I18NProvider.translate("prices.rates"), "tt-rates");
        add(table(model));
        Map<Facts, List<String>> tiers = new LinkedHashMap<>();
        model.prices()
                .forEach(price -> tiers.computeIfAbsent(Facts.of(price), facts -> new ArrayList<>())
                        .add(price.serviceTier().value()));
        tiers.forEach((facts, names) -> {
            if (tiers.size() > 1) {
                add(new H3(getTranslation("prices.tier", String.join(", ", names))));
            }
            add(list(facts));
        });
    }

    private Component table(PricedModel model) {
        List<String> headings = new ArrayList<>(List.of(getTranslation("prices.rate.unit")));
        Set<Line> lines = new LinkedHashSet<>();
        for (ModelPrice price : model.prices()) {
            headings.add(price.serviceTier().value());
            price.terms().rates().stream().flatMap(Line::of).forEach(lines::add);
        }
        headings.add(getTranslation("prices.rate.per"));
        StackingTable table = new StackingTable(getTranslation("prices.rates"), headings);
        table.show(lines.stream().map(line -> row(model, line)).toList());
        return table;
    }

    private List<Component> row(PricedModel model, Line line) {
        List<Component> cells = new ArrayList<>();
        String unit = getTranslation("unit." + line.unit());
        cells.add(StackingTable.text(
                line.aboveInputTokens() == 0
                        ? unit
                        : getTranslation("prices.rate.above", unit, formatCount(line.aboveInputTokens()))));
        model.prices().forEach(price -> cells.add(price(model, price, line)));
        cells.add(StackingTable.text(line.per()));
        return cells;
    }

    private static Component price(PricedModel model, ModelPrice price, Line line) {
        Optional<Rate> paid = line.rateIn(price.terms()).map(rate -> model.paid(price, rate));
        Span text = new Span(paid.map(rate -> formatPrice(rate)).orElse("–"));
        text.addClassName("tt-price");
        if (paid.isPresent()) {
            listPriceOf(model, price)
                    .terms()
                    .rateOf(line.unit())
                    .map(list -> list.at(line.aboveInputTokens() + 1))
                    .filter(list -> !list.equals(paid.get()))
                    .ifPresent(list -> text.add(new StruckListPrice(formatPrice(list))));
        }
        return text;
    }

    private static ModelPrice listPriceOf(PricedModel model, ModelPrice price) {
        return model.listPrices().stream()
                .filter(list -> list.serviceTier().equals(price.serviceTier()))
                .findFirst()
                .orElse(price);
    }

    private Component list(Facts facts) {
        DescriptionList list = new DescriptionList();
        list.addClassName("tt-call-facts");
        if (facts.longInputs() != null) {
            fact(list, "long", StackingTable.text(getTranslation("prices.long." + facts.longInputs())));
        }
        Long maxInputTokens = facts.maxInputTokens();
        if (maxInputTokens != null) {
            fact(list, "max-input", StackingTable.text(TermsText.maxInput(maxInputTokens)));
        }
        if (!facts.uplifts().isEmpty()) {
            fact(list, "regions", StackingTable.text(TermsText.uplifts(facts.uplifts())));
        }
        fact(
                list,
                "matches",
                StackingTable.text(
                        facts.matches().stream().map(ModelPattern::text).collect(Collectors.joining(", "))));
        fact(list, "source", new SourceLink(facts.source()));
        return list;
    }

    private void fact(DescriptionList list, String name, Component value) {
        list.add(
                new DescriptionList.Term(getTranslation("prices.fact." + name)),
                new DescriptionList.Description(value));
    }
}
