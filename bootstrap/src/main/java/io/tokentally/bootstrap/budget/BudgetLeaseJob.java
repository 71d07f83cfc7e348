package io.tokentally.bootstrap.budget;

import io.tokentally.application.port.in.budget.SettleSpendingUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.bootstrap.schedule.PeriodicJob;
import io.tokentally.domain.usage.MeteringHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews what is held of budgets, and lets go of what was held before a restart as soon as the ledger has all that was recorded then. */
final class BudgetLeaseJob extends PeriodicJob {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetLeaseJob.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final SettleSpendingUseCase spending;
    private final RecordUsageUseCase usage;
    private final Clock clock;
    private final Instant startedAt;
    private boolean earlierPosted;

    BudgetLeaseJob(SettleSpendingUseCase spending, RecordUsageUseCase usage, Clock clock) {
        super("budget-leases", EVERY, EVERY);
        this.spending = spending;
        this.usage = usage;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    protected void work() {
        spending.renew();
        if (!earlierPosted && isPosted(usage.health())) {
            spending.earlierCallsPosted();
            earlierPosted = true;
        }
    }

    /** Whether all that waits is of this run. */
    private boolean isPosted(MeteringHealth health) {
        return health.ledgerFollows()
                && (health.waitingRecords() == 0
                        || clock.instant().minus(health.lag()).isAfter(startedAt));
    }

    @Override
    protected void failed(Throwable failure) {
        LOG.warn("What is held of budgets cannot be renewed at the moment; it is tried again", failure);
    }
}
