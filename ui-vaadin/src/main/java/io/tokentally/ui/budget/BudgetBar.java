package io.tokentally.ui.budget;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetState;

/** How one amount of a budget stands: in words, and as a bar of what is spent and what is set aside. */
class BudgetBar extends Div {

    private static final int FULL = 100;

    /** @param name whose it is; empty where that stands beside it */
    BudgetBar(String name, BudgetStanding standing) {
        addClassName("tt-budget-use");
        getElement().setAttribute("data-state", standing.state().name());
        BudgetMeasure measure = standing.terms().measure();
        String amount = BudgetText.amount(measure, standing.terms().amount());
        Div words = new Div();
        words.addClassName("tt-budget-words");
        if (!name.isEmpty()) {
            Span whose = new Span(name);
            whose.addClassName("tt-budget-subject");
            words.add(whose);
        }
        words.add(new Span(getTranslation(
                "budgets.spent", BudgetText.amount(measure, standing.spent()), amount, standing.percentSpent())));
        if (standing.reserved().signum() > 0) {
            words.add(new Span(getTranslation("budgets.reserved", BudgetText.amount(measure, standing.reserved()))));
        }
        if (standing.unpriced().signum() > 0) {
            words.add(new Span(getTranslation("budgets.unpriced", BudgetText.amount(measure, standing.unpriced()))));
        }
        words.add(new Span(getTranslation("budgets.left", BudgetText.amount(measure, standing.left()))));
        if (standing.state() != BudgetState.OK) {
            Span state = new Span(getTranslation("budgets.state." + standing.state()));
            state.addClassName("tt-budget-state");
            words.add(state);
        }
        add(words, bar(standing));
    }

    /** Says nothing that the words do not. */
    private static Div bar(BudgetStanding standing) {
        int spent = Math.min(FULL, standing.percentSpent());
        int used = Math.min(FULL, standing.percentUsed());
        Div bar = new Div(part("tt-budget-spent", spent), part("tt-budget-reserved", used - spent));
        bar.addClassName("tt-budget-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        return bar;
    }

    private static Div part(String className, int percent) {
        Div part = new Div();
        part.addClassName(className);
        part.setWidth(percent + "%");
        return part;
    }
}
