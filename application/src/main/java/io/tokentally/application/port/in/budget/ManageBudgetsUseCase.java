package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.ReadsOrganizationData;
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

/** People look at budgets, and owners set them. Members see those that bind them. */
@ReadsOrganizationData
public interface ManageBudgetsUseCase {

    /** How many past windows a budget is tried on. */
    int TRIED_WINDOWS = 6;

    /** Of how many days calls are looked at for one that is too dear. */
    int CALLS_OF_DAYS = 30;

    /** Those in force, by name. */
    List<Budget> list(Viewer viewer);

    /** One, though it was ended. */
    Optional<Budget> find(Viewer viewer, BudgetId id);

    /** What is used of them in the windows that are open now; amounts that nothing is used of are left out. */
    List<BudgetUse> uses(Viewer viewer);

    /** What was used of one in each window that it was counted in, the newest first. */
    List<BudgetUse> history(Viewer viewer, BudgetId id);

    /** What it said and since when, the newest first; nothing for members. */
    List<BudgetVersion> versions(Viewer viewer, BudgetId id);

    /**
     * What such a budget would have seen and refused in the last {@value #TRIED_WINDOWS} windows, the running one with them.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms);

    /**
     * A call that such a budget would never let out, since as large as calls of its model were in the last {@value #CALLS_OF_DAYS}
     * days it has more set aside than the amount; the dearest of them, and absent where there is none, or nothing is set aside.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    Optional<TooDearCall> tooDear(Viewer viewer, BudgetTerms terms);

    /**
     * Makes a budget. It holds at once, and what was spent in its window before counts.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.budget.BudgetRefusedException if it cannot be so
     */
    BudgetId create(Viewer viewer, BudgetTerms terms);

    /**
     * Changes a budget. The new version holds at once.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.budget.BudgetRefusedException if it cannot be so
     */
    void change(Viewer viewer, BudgetId id, BudgetTerms terms);

    /**
     * Ends a budget.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.budget.BudgetRefusedException if there is none
     */
    void end(Viewer viewer, BudgetId id);
}
