package io.tokentally.bootstrap.budget;

import io.tokentally.application.port.in.budget.WatchBudgetsUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads beside all calls how budgets stand, so that whoever fetches metrics asks no database, however often. */
final class BudgetMetricsJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetMetricsJob.class);
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final WatchBudgetsUseCase budgets;

    BudgetMetricsJob(WatchBudgetsUseCase budgets) {
        super("budget-metrics", EVERY, EVERY);
        this.budgets = budgets;
    }

    @Override
    protected void work() {
        budgets.watch();
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("How budgets stand cannot be read at the moment, and metrics tell what they did before", failure);
    }
}
