package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.service.summary.CheckLedgerService;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the command that compares sums with calls. It is no configuration of the application's, which is why it has no
 * annotation that the application would find it by.
 */
class LedgerWiring {

    @Bean
    CheckLedgerUseCase checkLedger(RollupUpkeep upkeep) {
        return new CheckLedgerService(upkeep);
    }
}
