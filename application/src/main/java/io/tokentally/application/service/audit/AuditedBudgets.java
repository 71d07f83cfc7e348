package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedWindow;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Manages budgets as another does. Who reads what was spent of them, or would have been, reads it of whomever they select: that is
 * written down as a look at others' usage. Each trial waits for a turn of the viewer's without holding a connection to the
 * database.
 */
public final class AuditedBudgets implements ManageBudgetsUseCase {

    private static final String USES = "budgets";

    private final ManageBudgetsUseCase budgets;
    private final LooksAtOthers looks;
    private final FairTurns turns;

    /** @param budgets begins its transactions itself */
    public AuditedBudgets(ManageBudgetsUseCase budgets, LooksAtOthers looks, FairTurns turns) {
        this.budgets = budgets;
        this.looks = looks;
        this.turns = turns;
    }

    @Override
    public List<Budget> list(Viewer viewer) {
        return budgets.list(viewer);
    }

    @Override
    public Optional<Budget> find(Viewer viewer, BudgetId id) {
        return budgets.find(viewer, id);
    }

    @Override
    public List<BudgetUse> uses(Viewer viewer) {
        looks.noteIfSeen(viewer, USES);
        return budgets.uses(viewer);
    }

    @Override
    public List<BudgetUse> history(Viewer viewer, BudgetId id) {
        looks.noteIfSeen(viewer, USES);
        return budgets.history(viewer, id);
    }

    @Override
    public List<BudgetVersion> versions(Viewer viewer, BudgetId id) {
        return budgets.versions(viewer, id);
    }

    @Override
    public List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms) {
        return tried(viewer, () -> budgets.tryOut(viewer, terms));
    }

    @Override
    public Optional<TooDearCall> tooDear(Viewer viewer, BudgetTerms terms) {
        return tried(viewer, () -> budgets.tooDear(viewer, terms));
    }

    private <T> T tried(Viewer viewer, Supplier<T> read) {
        viewer.requireOwner(OwnerAction.SET_BUDGETS);
        looks.note(viewer, "budget_trial");
        return turns.during(viewer, read);
    }

    @Override
    public BudgetId create(Viewer viewer, BudgetTerms terms) {
        return budgets.create(viewer, terms);
    }

    @Override
    public void change(Viewer viewer, BudgetId id, BudgetTerms terms) {
        budgets.change(viewer, id, terms);
    }

    @Override
    public void end(Viewer viewer, BudgetId id) {
        budgets.end(viewer, id);
    }
}
