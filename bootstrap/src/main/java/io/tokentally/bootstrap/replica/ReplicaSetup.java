package io.tokentally.bootstrap.replica;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tokentally.adapter.persistence.replica.ReplicaLag;
import io.tokentally.adapter.persistence.replica.ReplicatedDataSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures the replica and shows how it is, where there is one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${tokentally.reports.datasource.url:}'.isBlank()")
class ReplicaSetup {

    @Bean
    ReplicaLag replicaLag(DataSource dataSource) {
        return ((ReplicatedDataSource) dataSource).lag();
    }

    @Bean
    ReplicaLagJob replicaLagJob(ReplicaLag lag) {
        return new ReplicaLagJob(lag);
    }

    @Bean
    MeterBinder replicaMetrics(ReplicaLag lag) {
        return registry -> show(lag, registry);
    }

    private static void show(ReplicaLag lag, MeterRegistry registry) {
        TimeGauge.builder("tokentally.reports.replica.lag", lag, TimeUnit.MILLISECONDS, ReplicaSetup::millis)
                .description("Age of what the replica answers by")
                .register(registry);
    }

    /** Unknown until it was measured. */
    private static double millis(ReplicaLag lag) {
        return lag.lag().map(Duration::toMillis).map(Long::doubleValue).orElse(Double.NaN);
    }

    /** Up in any case, for the database answers what the replica does not. */
    @Bean
    HealthIndicator replicaHealthIndicator(ReplicaLag lag) {
        return () -> {
            Health.Builder health = Health.up().withDetail("answers", lag.isWithinBound());
            lag.asOf().ifPresent(asOf -> health.withDetail("asOf", asOf.toString()));
            lag.lag().ifPresent(behind -> health.withDetail("lagSeconds", behind.toSeconds()));
            return health.build();
        };
    }
}
