package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.PriceDifference;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.ui.chart.StackingTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of an offered price map is new or differs, with the figures before and after. */
class DifferenceTable extends Composite<Div> {

    DifferenceTable(List<PriceDifference> differences) {
        List<PriceDifference> other = differences.stream()
                .filter(difference -> difference.kind() != PriceDifference.Kind.SAME)
                .toList();
        if (other.isEmpty()) {
            return;
        }
        PagedTable<PriceDifference> table = new PagedTable<>(
                getTranslation("prices.import.differences"),
                List.of(
                        getTranslation("prices.column.model"),
                        getTranslation("prices.import.kind"),
                        getTranslation("prices.version.rates")),
                this::row);
        table.show(other);
        getContent().add(table);
    }

    private List<Component> row(PriceDifference difference) {
        PriceTerms offered = difference.offered();
        Span facts = new Span(offered.provider() + " · " + offered.serviceTier());
        facts.addClassName("tt-version");
        Div figures = new Div();
        Optional<PriceTerms> current = Optional.ofNullable(difference.current()).map(price -> price.terms());
        Set<UsageUnit> units = new LinkedHashSet<>();
        current.ifPresent(terms -> terms.rates().forEach(rate -> units.add(rate.unit())));
        offered.rates().forEach(rate -> units.add(rate.unit()));
        for (UsageUnit unit : units) {
            String before =
                    current.flatMap(terms -> terms.rateOf(unit)).map(this::text).orElse("–");
            String after = offered.rateOf(unit).map(this::text).orElse("–");
            if (!before.equals(after)) {
                figures.add(
                        new Div(getTranslation("prices.import.change", getTranslation("unit." + unit), before, after)));
            }
        }
        if (figures.getComponentCount() == 0) {
            // Regions, or what the rates for long inputs are charged for.
            figures.add(new Div(getTranslation("prices.import.other-terms")));
        }
        return List.of(
                new Div(new Span(offered.model().value()), facts),
                StackingTable.text(getTranslation("prices.difference." + difference.kind())),
                figures);
    }

    private String text(TieredRate rate) {
        StringBuilder text = new StringBuilder(formatPrice(rate.base()));
        rate.tiers()
                .forEach(tier -> text.append(' ')
                        .append(getTranslation(
                                "prices.import.above",
                                formatPrice(tier.rate()),
                                formatCount(tier.aboveInputTokens()))));
        return text.toString();
    }
}
