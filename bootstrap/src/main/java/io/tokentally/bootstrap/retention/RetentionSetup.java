package io.tokentally.bootstrap.retention;

import io.tokentally.application.port.in.alert.PurgeAlertsUseCase;
import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.application.port.out.retention.RetentionChoice;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.service.retention.ManageRetentionService;
import io.tokentally.application.service.retention.RetainCallsService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires how long calls and alerts are kept. */
@Configuration(proxyBeanMethods = false)
class RetentionSetup {

    @Bean
    ManageRetentionService manageRetentionService(RetentionChoice choice) {
        return new ManageRetentionService(choice);
    }

    @Bean
    RetainCallsService retainCallsService(ExpiringCalls calls, RollupUpkeep rollups, Clock clock) {
        return new RetainCallsService(calls, rollups, clock);
    }

    @Bean
    RetentionJob retentionJob(
            RetainCallsUseCase retention, PurgeAlertsUseCase alerts, TokentallyProperties properties) {
        Path folder = properties.retention().archive();
        CallArchive archive = folder == null ? null : new ParquetArchive(folder);
        return new RetentionJob(retention, alerts, archive);
    }
}
