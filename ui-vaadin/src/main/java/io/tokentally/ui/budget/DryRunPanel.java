package io.tokentally.ui.budget;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedBudget;
import io.tokentally.domain.budget.TriedWindow;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.ui.text.ServerText;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a budget would have seen and refused, and an amount that would suit. */
class DryRunPanel extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunPanel.class);
    private static final int MOST = 8;

    private final BudgetServices services;
    private final Consumer<BigDecimal> onSuggestion;
    private final Paragraph told = new Paragraph();
    private final Paragraph tooDear = new Paragraph();
    private final UnorderedList windows = new UnorderedList();
    private final Button suggestion = new Button();
    private transient @Nullable BigDecimal suggested;

    /** @param onSuggestion takes the amount */
    DryRunPanel(BudgetServices services, Consumer<BigDecimal> onSuggestion) {
        this.services = services;
        this.onSuggestion = onSuggestion;
        addClassName("tt-budget-dry-run");
        told.getElement().setAttribute("role", "status");
        suggestion.addThemeVariants(ButtonVariant.SMALL);
        suggestion.addClickListener(event -> use());
        suggestion.setVisible(false);
        tooDear.addClassName("tt-budget-evasion");
        tooDear.getElement().setAttribute("role", "status");
        add(new H3(getTranslation("budgets.try")), tooDear, told, windows, suggestion);
        clear();
    }

    private void use() {
        if (suggested != null) {
            onSuggestion.accept(suggested);
        }
    }

    void clear() {
        told.setText(getTranslation("budgets.try.later"));
        tooDear.setVisible(false);
        windows.removeAll();
        suggestion.setVisible(false);
    }

    /** @param hasAmount whether its amount is one that somebody chose */
    void show(BudgetTerms terms, BudgetText text, boolean hasAmount) {
        try {
            show(
                    terms,
                    text,
                    hasAmount,
                    new TriedBudget(terms.measure(), services.budgets().tryOut(services.viewer(), terms)));
            warn(terms);
        } catch (TooManyReadingsException e) {
            clear();
            told.setText(ServerText.of(e));
        } catch (RuntimeException e) {
            LOG.error("A budget could not be tried on past calls", e);
            clear();
            told.setText(getTranslation("budgets.try.failed"));
        }
    }

    /** Where one call needs more than the amount: which, and what would let it out. */
    private void warn(BudgetTerms terms) {
        TooDearCall call = services.budgets().tooDear(services.viewer(), terms).orElse(null);
        tooDear.setVisible(call != null);
        if (call != null) {
            tooDear.setText(getTranslation(
                    "budgets.try.too-dear",
                    VisibleText.of(call.model().value()),
                    BudgetText.amount(terms.measure(), call.setAside()),
                    ManageBudgetsUseCase.CALLS_OF_DAYS,
                    call.remedies().stream()
                            .sorted()
                            .map(remedy -> getTranslation("budgets.try.too-dear." + remedy))
                            .collect(Collectors.joining("; "))));
        }
    }

    private void show(BudgetTerms terms, BudgetText text, boolean hasAmount, TriedBudget tried) {
        windows.removeAll();
        suggested = tried.suggestedAmount().orElse(null);
        suggestion.setVisible(suggested != null);
        if (suggested != null) {
            suggestion.setText(getTranslation("budgets.try.use", BudgetText.amount(terms.measure(), suggested)));
        }
        if (tried.matchesNothing()) {
            told.setText(getTranslation("budgets.try.nothing"));
            return;
        }
        String spent = getTranslation(
                "budgets.try.spent",
                ManageBudgetsUseCase.TRIED_WINDOWS,
                BudgetText.amount(terms.measure(), tried.spent()));
        told.setText(
                !hasAmount
                        ? spent
                        : tried.callsRefused() == 0
                                ? getTranslation("budgets.try.none", spent)
                                : getTranslation(
                                        "budgets.try.refused",
                                        spent,
                                        tried.callsRefused(),
                                        BudgetText.amount(terms.measure(), tried.refused())));
        tried.windows().stream()
                .sorted(Comparator.comparing(TriedWindow::window)
                        .reversed()
                        .thenComparing(Comparator.comparing(TriedWindow::spent).reversed()))
                .limit(MOST)
                .forEach(window -> windows.add(new ListItem(line(terms, text, hasAmount, window))));
    }

    private String line(BudgetTerms terms, BudgetText text, boolean hasAmount, TriedWindow window) {
        String from = text.windowFrom(terms, window.window());
        String name = !terms.isEachOnesOwn()
                ? from
                : getTranslation("budgets.window.of", from, text.subject(terms, window.subject()));
        String spent = BudgetText.amount(terms.measure(), window.spent());
        return hasAmount && window.callsAfter() > 0
                ? getTranslation("budgets.try.window.refused", name, spent, window.callsAfter())
                : getTranslation("budgets.try.window", name, spent);
    }
}
