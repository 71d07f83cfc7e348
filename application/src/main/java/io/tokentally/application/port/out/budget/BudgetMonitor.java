package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetRefusal;

/** Learns what budgets refuse and how they stand, for metrics. No method waits for anything. */
@SystemPort("is told, and hands nothing back")
public interface BudgetMonitor {

    /** Nobody wants to know. */
    BudgetMonitor NONE = new BudgetMonitor() {
        @Override
        public void refused(OrganizationId organization, BudgetId budget, BudgetRefusal.Reason reason) {
            // As said.
        }

        @Override
        public void undetermined(OrganizationId organization, BudgetId budget) {
            // As said.
        }

        @Override
        public void standing(BudgetStandings.Nearest nearest) {
            // As said.
        }
    };

    /** A budget did not let a call out. */
    void refused(OrganizationId organization, BudgetId budget, BudgetRefusal.Reason reason);

    /** A budget did not let a call out since nobody could tell what is left of it. */
    void undetermined(OrganizationId organization, BudgetId budget);

    /** This is how those stand now that are nearest to their amounts. */
    void standing(BudgetStandings.Nearest nearest);
}
