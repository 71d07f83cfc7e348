package io.tokentally.ui.whatif;

import static io.tokentally.ui.format.CostFormat.formatCost;
import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.whatif.Alternative;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Alternatives, those that save most first. */
final class AlternativesTable extends Div {

    private static final int MAX_ROWS = 50;
    private static final MathContext DIGITS = MathContext.DECIMAL32;

    private final StackingTable table;
    private final Paragraph others = new Paragraph();

    AlternativesTable() {
        table = new StackingTable(
                getTranslation("whatif.alternatives"),
                List.of(
                        getTranslation("whatif.column.what"),
                        getTranslation("whatif.column.model"),
                        getTranslation("whatif.column.calls"),
                        getTranslation("whatif.column.cost"),
                        getTranslation("whatif.column.otherwise"),
                        getTranslation("whatif.column.saving")));
        table.addClassNames("tt-change-cells", "tt-what-if");
        others.addClassName("tt-bridge-note");
        add(table, others);
    }

    void show(WhatIf whatIf) {
        List<Alternative> all = whatIf.alternatives();
        table.show(all.stream()
                .limit(MAX_ROWS)
                .map(alternative -> row(alternative, whatIf.query().discount()))
                .toList());
        table.setVisible(!all.isEmpty());
        int more = all.size() - Math.min(all.size(), MAX_ROWS);
        others.setText(getTranslation("whatif.others", more, formatCount(more)));
        others.setVisible(more > 0);
    }

    private List<Component> row(Alternative alternative, Percentage discount) {
        return List.of(
                new Span(what(alternative, discount)),
                served(alternative),
                new Span(formatCount(alternative.calls())),
                new Span(formatCost(alternative.cost())),
                new Span(formatCost(alternative.otherwise())),
                new Span(saving(alternative)));
    }

    private String what(Alternative alternative, Percentage discount) {
        String kind = "whatif.kind." + alternative.kind();
        ModelName model = alternative.insteadModel();
        ServiceTier tier = alternative.insteadTier();
        return switch (alternative.kind()) {
            case MODEL -> getTranslation(kind, model == null ? "" : VisibleText.of(model.value()));
            case TIER -> getTranslation(kind, tier == null ? "" : VisibleText.of(tier.value()));
            case DISCOUNT -> getTranslation(kind, TypedNumber.write(discount.value()));
            case NO_CACHE -> getTranslation(kind);
        };
    }

    private Component served(Alternative alternative) {
        String provider = VisibleText.of(alternative.provider().value());
        ModelName model = alternative.model();
        ServiceTier tier = alternative.serviceTier();
        if (model == null || tier == null) {
            return new Span(getTranslation("whatif.all", provider));
        }
        Div origin = new Div(getTranslation("usage.detail.unit.of", provider, VisibleText.of(tier.value())));
        origin.addClassName("tt-change-origin");
        return new Div(new Span(VisibleText.of(model.value())), origin);
    }

    private String saving(Alternative alternative) {
        Money saving = alternative.saving();
        BigDecimal cost = alternative.cost().amount();
        return cost.signum() == 0
                ? formatCost(saving)
                : getTranslation(
                        "whatif.share", formatCost(saving), saving.amount().divide(cost, DIGITS));
    }
}
