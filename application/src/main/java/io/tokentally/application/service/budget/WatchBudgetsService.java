package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.WatchBudgetsUseCase;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.BudgetStandings;

/** Tells how the budgets stand that are nearest to their amounts. */
public final class WatchBudgetsService implements WatchBudgetsUseCase {

    private final BudgetStandings standings;
    private final BudgetMonitor monitor;
    private final int atMost;

    /** @param atMost of how many is told; 0 asks nobody */
    public WatchBudgetsService(BudgetStandings standings, BudgetMonitor monitor, int atMost) {
        this.standings = standings;
        this.monitor = monitor;
        this.atMost = atMost;
    }

    @Override
    public void watch() {
        if (atMost > 0) {
            monitor.standing(standings.nearest(atMost));
        }
    }
}
