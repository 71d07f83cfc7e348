package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.RateFormat.formatPer;
import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.function.SerializableFunction;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The models with what they cost on the standard tier, per million tokens. */
class ModelGrid extends Grid<PricedModel> {

    private final List<Column<PricedModel>> wideColumns = new ArrayList<>();
    private final Column<PricedModel> compactColumn;

    ModelGrid() {
        addClassName("tt-prices");
        addThemeVariants(GridVariant.NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", getTranslation("prices.models"));
        wide("provider", model -> new Span(model.provider().value()), "7em", 0)
                .setComparator(model -> model.provider().value());
        wide("model", ModelGrid::link, "12em", 2)
                .setComparator(model -> model.model().value());
        price("input", UsageUnit.INPUT_TOKENS);
        price("cached", UsageUnit.CACHED_INPUT_TOKENS);
        price("output", UsageUnit.OUTPUT_TOKENS);
        wide("tiers", model -> new Span(tiersOf(model)), "15em", 0);
        wide("terms", ModelGrid::terms, "9em", 1);
        compactColumn = addColumn(new ComponentRenderer<>(ModelGrid::compact))
                .setHeader(getTranslation("prices.column.model"))
                .setFlexGrow(1);
        compactColumn.setVisible(false);
        Paragraph none = new Paragraph(getTranslation("prices.none"));
        none.addClassName("tt-calls-none");
        setEmptyStateComponent(none);
    }

    /** Puts all of a model into one column, for narrow screens. */
    void setCompact(boolean compact) {
        wideColumns.forEach(column -> column.setVisible(!compact));
        compactColumn.setVisible(compact);
    }

    private Column<PricedModel> wide(
            String name, SerializableFunction<PricedModel, Component> cell, String width, int grow) {
        Column<PricedModel> column = addColumn(new ComponentRenderer<>(cell))
                .setHeader(getTranslation("prices.column." + name))
                .setKey(name)
                .setWidth(width)
                .setFlexGrow(grow)
                .setResizable(true);
        wideColumns.add(column);
        return column;
    }

    private void price(String name, UsageUnit unit) {
        wide(name, model -> new PriceText(model, unit), "8em", 0).setTextAlign(ColumnTextAlign.END);
    }

    private static Component link(PricedModel model) {
        return new RouterLink(
                model.model().value(),
                ModelPricesView.class,
                ModelPricesView.parameters(model.provider(), model.model()));
    }

    private static String tiersOf(PricedModel model) {
        return model.prices().stream()
                .map(ModelPrice::serviceTier)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static Component compact(PricedModel model) {
        Span facts = new Span(model.provider() + " · " + tiersOf(model));
        facts.addClassName("tt-compact-facts");
        Div names = new Div(link(model), facts);
        names.addClassName("tt-compact-names");
        Div figures = new Div();
        if (hasTokenPrice(model)) {
            figures.add(
                    labelled("prices.compact.input", new PriceText(model, UsageUnit.INPUT_TOKENS)),
                    labelled("prices.compact.output", new PriceText(model, UsageUnit.OUTPUT_TOKENS)));
        }
        figures.add(terms(model));
        figures.addClassName("tt-compact-figures");
        Div row = new Div(names, figures);
        row.addClassName("tt-compact");
        return row;
    }

    private static Component labelled(String key, PriceText price) {
        return new Span(price, new Span(" " + I18NProvider.translate(key)));
    }

    /** What the organization has agreed, and for a model without tokens what it is billed by instead. */
    private static Component terms(PricedModel model) {
        Div terms = new Div(new PriceBadges(model));
        terms.addClassName("tt-terms");
        if (!hasTokenPrice(model)) {
            ModelPrice price = model.prices().getFirst();
            Rate rate = model.paid(price, price.terms().rates().getFirst().base());
            terms.add(new Span(I18NProvider.translate(
                    "prices.other-rate",
                    formatPrice(rate),
                    formatPer(rate),
                    I18NProvider.translate("unit." + rate.unit()))));
        }
        return terms;
    }

    private static boolean hasTokenPrice(PricedModel model) {
        return model.prices().stream()
                .flatMap(price -> price.terms().rates().stream())
                .anyMatch(rate -> rate.unit() == UsageUnit.INPUT_TOKENS || rate.unit() == UsageUnit.OUTPUT_TOKENS);
    }
}
