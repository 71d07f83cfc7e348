package io.tokentally.application.service.summary;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.Selection;
import io.tokentally.application.port.in.summary.WatchLedgerUseCase;
import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Compares few days again and again: what was in order, and is older, is compared by whoever runs the installation. */
public final class WatchLedgerService implements WatchLedgerUseCase {

    /** Done daily, each day is compared three times, the last time two days after calls that come late. */
    static final int DAYS = 3;

    private final CheckLedgerUseCase ledger;
    private final RollupUpkeep upkeep;
    private final LedgerMonitor monitor;
    private final Clock clock;

    public WatchLedgerService(CheckLedgerUseCase ledger, RollupUpkeep upkeep, LedgerMonitor monitor, Clock clock) {
        this.ledger = ledger;
        this.upkeep = upkeep;
        this.monitor = monitor;
        this.clock = clock;
    }

    @Override
    public boolean watch(Runnable rest) {
        return upkeep.alone(() -> compare(rest));
    }

    private void compare(Runnable rest) {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        AtomicLong differing = new AtomicLong();
        ledger.verify(new Selection(null, today.minusDays(DAYS), today.minusDays(1)), period -> {
            int sums = period.drift().size();
            if (sums > 0) {
                differing.addAndGet(sums);
                monitor.differs(period.organizationId(), period.period(), sums);
            }
            rest.run();
        });
        monitor.verified(differing.get());
    }
}
