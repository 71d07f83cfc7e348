package io.tokentally.ui.budget;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.shell.Panel;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the budgets that bind the viewer's own calls have left, those first that have the least. */
public final class BindingBudgetsPanel extends Panel {

    private static final Logger LOG = LoggerFactory.getLogger(BindingBudgetsPanel.class);
    private static final int MOST = 2;

    private final transient BudgetServices services;
    private final Div bars = new Div();

    /** An amount of a budget. */
    private record Amount(Budget budget, BudgetStanding standing) {}

    public BindingBudgetsPanel(BudgetServices services) {
        super(I18NProvider.translate("budgets.binding"), "tt-binding-budgets");
        this.services = services;
        addBesideHeading(new RouterLink(getTranslation("budgets.binding.all"), BudgetsView.class));
        bars.addClassName("tt-binding-bars");
        add(bars);
        setVisible(false);
    }

    /** Where that cannot be told now, what was shown stays. */
    public void reload(Viewer viewer) {
        try {
            List<BudgetUse> uses = services.budgets().uses(viewer);
            List<Amount> amounts = services.budgets().list(viewer).stream()
                    .filter(budget -> binds(budget, viewer))
                    .flatMap(budget -> own(budget, viewer, uses).map(standing -> new Amount(budget, standing)))
                    .sorted(Comparator.comparingInt(amount -> -amount.standing().percentUsed()))
                    .limit(MOST)
                    .toList();
            bars.removeAll();
            amounts.forEach(amount -> {
                RouterLink name = new RouterLink(
                        VisibleText.of(amount.budget().terms().name()),
                        BudgetView.class,
                        BudgetView.parameters(amount.budget().id()));
                bars.add(new Div(name, new BudgetBar("", amount.standing())));
            });
            setVisible(!amounts.isEmpty());
        } catch (RuntimeException e) {
            LOG.warn("The budgets that bind could not be read", e);
        }
    }

    private static boolean binds(Budget budget, Viewer viewer) {
        return budget.terms().selector().user() == null
                || Objects.equals(budget.terms().selector().user(), viewer.userId());
    }

    /** Of what is each user's own, the viewer's. */
    private static Stream<BudgetStanding> own(Budget budget, Viewer viewer, List<BudgetUse> uses) {
        return BudgetStanding.of(budget, uses).stream()
                .filter(standing -> budget.terms().forEach() != BudgetDimension.USER
                        || standing.subject().value().equals(viewer.userId().value()));
    }
}
