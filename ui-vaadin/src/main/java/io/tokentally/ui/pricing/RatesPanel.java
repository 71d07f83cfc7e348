package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.RateFormat.formatPer;
import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model costs now, tier by tier. */
class RatesPanel extends Panel {

    RatesPanel(PricedModel model) {
        super(I18NProvider.translate("prices.rates"), "tt-rates");
        model.prices().forEach(price -> add(tier(model, price)));
    }

    private static ModelPrice listPriceOf(PricedModel model, ModelPrice price) {
        return model.listPrices().stream()
                .filter(list -> list.serviceTier().equals(price.serviceTier()))
                .findFirst()
                .orElse(price);
    }

    private Component tier(PricedModel model, ModelPrice price) {
        H3 heading = new H3(getTranslation("prices.tier", price.serviceTier().value()));
        StackingTable table = new StackingTable(
                getTranslation("prices.tier", price.serviceTier().value()),
                List.of(
                        getTranslation("prices.rate.unit"),
                        getTranslation("prices.rate.price"),
                        getTranslation("prices.rate.per")));
        List<List<Component>> rows = new ArrayList<>();
        for (TieredRate rate : price.terms().rates()) {
            Optional<TieredRate> list = listPriceOf(model, price).terms().rateOf(rate.unit());
            rows.add(row(
                    getTranslation("unit." + rate.unit()),
                    model.paid(price, rate.base()),
                    list.map(TieredRate::base)));
            rate.tiers()
                    .forEach(above -> rows.add(row(
                            getTranslation(
                                    "prices.rate.above",
                                    getTranslation("unit." + rate.unit()),
                                    formatCount(above.aboveInputTokens())),
                            model.paid(price, above.rate()),
                            list.map(other -> other.at(above.aboveInputTokens() + 1)))));
        }
        table.show(rows);
        Div tier = new Div(heading, table, facts(price));
        tier.addClassName("tt-tier");
        return tier;
    }

    private static List<Component> row(String unit, Rate rate, Optional<Rate> listRate) {
        Span price = new Span(formatPrice(rate));
        price.addClassName("tt-price");
        listRate.filter(list -> !list.equals(rate))
                .ifPresent(list -> price.add(new StruckListPrice(formatPrice(list))));
        return List.of(StackingTable.text(unit), price, StackingTable.text(formatPer(rate)));
    }

    private Component facts(ModelPrice price) {
        PriceTerms terms = price.terms();
        DescriptionList facts = new DescriptionList();
        facts.addClassName("tt-call-facts");
        if (terms.rates().stream().anyMatch(rate -> !rate.tiers().isEmpty())) {
            fact(facts, "long", StackingTable.text(getTranslation("prices.long." + terms.longInputBilling())));
        }
        Long maxInputTokens = terms.maxInputTokens();
        if (maxInputTokens != null) {
            fact(facts, "max-input", StackingTable.text(TermsText.maxInput(maxInputTokens)));
        }
        if (!terms.regionUplifts().isEmpty()) {
            fact(facts, "regions", StackingTable.text(TermsText.uplifts(terms.regionUplifts())));
        }
        fact(
                facts,
                "matches",
                StackingTable.text(
                        terms.matches().stream().map(ModelPattern::text).collect(Collectors.joining(", "))));
        fact(facts, "source", new SourceLink(price.provenance().source()));
        return facts;
    }

    private void fact(DescriptionList facts, String name, Component value) {
        facts.add(
                new DescriptionList.Term(getTranslation("prices.fact." + name)),
                new DescriptionList.Description(value));
    }
}
