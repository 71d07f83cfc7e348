package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedWindow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Budgets as people see and set them, within a transaction. */
@Transactional(readOnly = true)
public class ManageBudgetsService implements ManageBudgetsUseCase {

    private final Budgets budgets;
    private final PriceBookSource books;
    private final InstantSource clock;

    public ManageBudgetsService(Budgets budgets, PriceBookSource books, InstantSource clock) {
        this.budgets = budgets;
        this.books = books;
        this.clock = clock;
    }

    @Override
    public List<Budget> list(Viewer viewer) {
        return budgets.find(viewer);
    }

    @Override
    public Optional<Budget> find(Viewer viewer, BudgetId id) {
        return budgets.find(viewer, id);
    }

    @Override
    public List<BudgetUse> uses(Viewer viewer) {
        return budgets.uses(viewer);
    }

    @Override
    public List<BudgetUse> history(Viewer viewer, BudgetId id) {
        return budgets.history(viewer, id);
    }

    @Override
    public List<BudgetVersion> versions(Viewer viewer, BudgetId id) {
        return budgets.versions(viewer, id);
    }

    @Override
    public List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        return budgets.tryOut(viewer, terms, TRIED_WINDOWS);
    }

    @Override
    public Optional<TooDearCall> tooDear(Viewer viewer, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        return terms.blocks()
                ? new TooDearCalls(books, viewer.organizationId(), terms, clock.instant())
                        .among(budgets.largestCalls(viewer, terms, CALLS_OF_DAYS))
                : Optional.empty();
    }

    @Override
    @Transactional
    public BudgetId create(Viewer viewer, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        return budgets.set(viewer, null, terms);
    }

    @Override
    @Transactional
    public void change(Viewer viewer, BudgetId id, BudgetTerms terms) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        budgets.set(viewer, id, terms);
    }

    @Override
    @Transactional
    public void end(Viewer viewer, BudgetId id) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        budgets.end(viewer, id);
    }
}
