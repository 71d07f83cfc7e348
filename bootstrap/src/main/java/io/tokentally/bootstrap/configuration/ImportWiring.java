package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.persistence.usage.LedgerComparisonConfiguration;
import io.tokentally.adapter.usagefile.UsageFilesConfiguration;
import io.tokentally.application.port.in.usage.ImportUsageUseCase;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.UsageFiles;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.usage.ImportUsageService;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The beans of the command that takes past usage in: ledger and price books as the application has them. It is no configuration of the
 * application's, which is why it has no annotation that the application would find it by.
 */
@Import({LedgerComparisonConfiguration.class, PostingWiring.class, UsageFilesConfiguration.class})
public class ImportWiring {

    @Bean
    ImportUsageUseCase importUsage(
            UsageFiles files,
            LedgerComparison comparison,
            UsageLedger ledger,
            PriceBookSource priceBooks,
            Clock clock) {
        return new ImportUsageService(files, comparison, ledger, priceBooks, clock);
    }
}
