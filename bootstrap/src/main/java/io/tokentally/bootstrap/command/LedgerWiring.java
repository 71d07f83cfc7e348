package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.service.retention.RetainCallsService;
import io.tokentally.application.service.summary.CheckLedgerService;
import java.time.Clock;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the command that compares sums with calls, and removes calls. It is no configuration of the application's, which is why it has no
 * annotation that the application would find it by.
 */
class LedgerWiring {

    @Bean
    CheckLedgerUseCase checkLedger(RollupUpkeep upkeep) {
        return new CheckLedgerService(upkeep);
    }

    @Bean
    RetainCallsUseCase retainCalls(ExpiringCalls calls, RollupUpkeep upkeep, Clock clock) {
        return new RetainCallsService(calls, upkeep, clock);
    }
}
