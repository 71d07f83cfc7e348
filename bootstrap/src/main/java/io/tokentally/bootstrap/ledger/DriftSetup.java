package io.tokentally.bootstrap.ledger;

import io.tokentally.application.port.in.summary.WatchLedgerUseCase;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.service.alert.ComparedSums;
import io.tokentally.application.service.summary.CheckLedgerService;
import io.tokentally.application.service.summary.WatchLedgerService;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the daily comparison of sums with calls. */
@Configuration(proxyBeanMethods = false)
class DriftSetup {

    private static final Duration TRIES = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofSeconds(1);

    @Bean
    WatchLedgerService watchLedgerService(RollupUpkeep rollups, ComparedSums sums, Clock clock) {
        return new WatchLedgerService(new CheckLedgerService(rollups), rollups, sums, clock);
    }

    @Bean
    DriftJob driftJob(WatchLedgerUseCase ledger, Clock clock) {
        return new DriftJob(ledger, clock, TRIES, REST);
    }
}
