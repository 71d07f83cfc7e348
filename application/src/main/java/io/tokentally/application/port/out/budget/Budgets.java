package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.LargestCalls;
import io.tokentally.domain.budget.TriedWindow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The budgets of an organization, as far as the viewer sees them: members those that bind them. */
@ReadsOrganizationData
public interface Budgets {

    /** Those in force, by name. */
    List<Budget> find(Viewer viewer);

    /** One, though it was ended. */
    Optional<Budget> find(Viewer viewer, BudgetId id);

    /** What is used of them in the windows that are open now; amounts that nothing is used of are left out. */
    List<BudgetUse> uses(Viewer viewer);

    /** What was used of one in each window that it was counted in, the newest first; of the last hours, by day. */
    List<BudgetUse> history(Viewer viewer, BudgetId id);

    /** What it said and since when, the newest first; nothing for members. */
    List<BudgetVersion> versions(Viewer viewer, BudgetId id);

    /** What such a budget would have seen in as many past windows. */
    List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms, int windows);

    /** How large the calls of each model were in as many days that such a budget is for, by a sample of the latest of each kind. */
    List<LargestCalls> largestCalls(Viewer viewer, BudgetTerms terms, int days);

    /**
     * Makes a budget, or changes one.
     *
     * @param id of the one to change
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.budget.BudgetRefusedException if it cannot be so
     */
    BudgetId set(Viewer viewer, @Nullable BudgetId id, BudgetTerms terms);

    /**
     * Ends a budget. It is told of in its history from then on.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.budget.BudgetRefusedException if there is none
     */
    void end(Viewer viewer, BudgetId id);
}
