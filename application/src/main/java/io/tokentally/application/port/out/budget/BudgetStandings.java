package io.tokentally.application.port.out.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import java.math.BigDecimal;
import java.util.List;

/** How budgets of all organizations stand, for whoever runs the installation. */
@SystemPort("told as metrics alone, where whoever runs the installation has set that up; names nobody")
public interface BudgetStandings {

    /**
     * How one budget stands in the window that is open; one whose amount is each one's own, by the amount that is nearest to its end.
     *
     * @param spent by calls in the ledger
     * @param reserved set aside, or spent by calls that the ledger does not have yet
     * @param amount what it allows
     */
    record Standing(
            OrganizationId organization,
            BudgetId budget,
            BudgetMeasure measure,
            BigDecimal spent,
            BigDecimal reserved,
            BigDecimal amount) {}

    /**
     * Those that are nearest to their amounts.
     *
     * @param standings the nearest first
     * @param inForce how many there are in all
     */
    record Nearest(List<Standing> standings, long inForce) {

        public Nearest {
            standings = List.copyOf(standings);
        }
    }

    /** So many at most, by one question that takes a set time at most. */
    Nearest nearest(int atMost);
}
