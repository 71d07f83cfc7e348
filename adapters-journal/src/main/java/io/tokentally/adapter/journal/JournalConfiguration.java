package io.tokentally.adapter.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageLedger;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The journal on disk.
 *
 * <p>The application around supplies {@link JournalOptions}, the ledger, a monitor, a clock and a meter registry.
 */
@Configuration(proxyBeanMethods = false)
public class JournalConfiguration {

    /** Closed before the ledger that it posts to, and that ledger's connections. */
    @Bean(destroyMethod = "close")
    DurableUsageJournal usageJournal(
            UsageLedger ledger, MeteringMonitor monitor, JournalOptions options, Clock clock, MeterRegistry registry) {
        JournalMetrics metrics = new JournalMetrics(registry, clock);
        return DurableUsageJournal.start(ledger, monitor, options, clock, metrics::posted);
    }

    @Bean
    JournalState journalState(DurableUsageJournal journal, MeterRegistry registry) {
        JournalState state = journal.state();
        JournalMetrics.show(state, registry);
        return state;
    }
}
