package io.tokentally.ui.whatif;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TypedNumber;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageQuery;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices the calls on show as another model, on another tier, with a discount and without a cache. */
@Route(value = WhatIfView.PATH, layout = MainLayout.class)
@PageTitle("What if · Tokentally")
@Menu(title = "What if", order = 1.6, icon = "what-if")
@PermitAll
public final class WhatIfView extends UsagePage {

    static final String PATH = "api-usage/what-if";

    private static final String INSTEAD = "instead";
    private static final String DISCOUNT = "discount";

    private final transient PriceAlternativesUseCase alternatives;
    private final Paragraph summary = new Paragraph();
    private final Paragraph unpriced = new Paragraph();
    private final Paragraph problem = new Paragraph();
    private final AlternativesTable table = new AlternativesTable();
    private final AlternativeControls controls;
    private final Panel panel = new Panel(I18NProvider.translate("whatif.alternatives"), "tt-what-if");
    private final Panel assumptions = new Panel(I18NProvider.translate("whatif.assumes"), "tt-what-if-assumes");
    private transient @Nullable ModelName instead;
    private transient Percentage discount = AlternativeControls.DEFAULT_DISCOUNT;

    public WhatIfView(UsageServices services, PriceAlternativesUseCase alternatives) {
        super(services, "whatif.title");
        compareWithNothing();
        this.alternatives = alternatives;
        summary.addClassName("tt-bridge-summary");
        unpriced.addClassName("tt-bridge-note");
        controls = new AlternativeControls(this::priceAs, this::reckonWith);
        panel.addBesideHeading(controls);
        panel.add(summary, table, unpriced);
        UnorderedList list = new UnorderedList();
        for (String assumption : List.of("quantities", "prices", "length", "each", "time")) {
            list.add(new ListItem(getTranslation("whatif.assumes." + assumption)));
        }
        list.addClassName("tt-what-if-assumes");
        assumptions.add(list);
        Div parts = new Div(problem, panel, assumptions);
        parts.addClassName("tt-breakdowns");
        content().add(parts);
    }

    @Override
    protected void readOwn(QueryParameters told) {
        instead = told.getSingleParameter(INSTEAD)
                .filter(name -> !name.isBlank())
                .map(this::model)
                .orElse(null);
        discount = told.getSingleParameter(DISCOUNT).map(this::percentage).orElse(AlternativeControls.DEFAULT_DISCOUNT);
    }

    private @Nullable ModelName model(String name) {
        try {
            return new ModelName(name);
        } catch (IllegalArgumentException e) {
            Notification.show(getTranslation("whatif.notice.instead"));
            return null;
        }
    }

    private Percentage percentage(String percent) {
        return AlternativeControls.DISCOUNTS.stream()
                .filter(known -> known.value().toPlainString().equals(percent))
                .findAny()
                .orElseGet(() -> {
                    Notification.show(getTranslation(
                            "whatif.notice.discount", TypedNumber.write(AlternativeControls.DEFAULT_DISCOUNT.value())));
                    return AlternativeControls.DEFAULT_DISCOUNT;
                });
    }

    @Override
    protected QueryParameters addressOf(UsageQuery wanted) {
        QueryParameters address = super.addressOf(wanted);
        if (instead != null) {
            address = address.merging(INSTEAD, instead.value());
        }
        return discount.equals(AlternativeControls.DEFAULT_DISCOUNT)
                ? address
                : address.merging(DISCOUNT, discount.value().toPlainString());
    }

    private void priceAs(@Nullable ModelName model) {
        instead = model;
        go(query());
    }

    private void reckonWith(Percentage percentage) {
        discount = percentage;
        go(query());
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        WhatIf whatIf = null;
        String why = "";
        try {
            whatIf = alternatives.whatIf(
                    usage.viewer(),
                    new WhatIfQuery(
                            usage.query().scope(),
                            usage.period(),
                            usage.query().filter().values(),
                            instead,
                            discount));
            why = whatIf.alternatives().isEmpty() ? getTranslation("whatif.nothing") : "";
        } catch (TooManyCallsException e) {
            why = getTranslation("change.too-many", formatCount(e.most()));
        }
        problem.setText(why);
        problem.setVisible(!why.isEmpty());
        panel.setVisible(whatIf != null);
        assumptions.setVisible(whatIf != null);
        if (whatIf != null) {
            draw(whatIf);
        }
    }

    private void draw(WhatIf whatIf) {
        controls.show(instead, discount, whatIf);
        long left = whatIf.totals().unpriced() + whatIf.unpricedNow();
        summary.setText(getTranslation(
                "whatif.summary",
                whatIf.totals().requests() - whatIf.totals().unpriced(),
                formatCount(whatIf.totals().requests() - whatIf.totals().unpriced()),
                CostFormat.formatCost(whatIf.totals().cost()),
                CostFormat.formatCost(whatIf.costNow())));
        unpriced.setText(getTranslation("whatif.unpriced", left, formatCount(left)));
        unpriced.setVisible(left > 0);
        table.show(whatIf);
    }
}
