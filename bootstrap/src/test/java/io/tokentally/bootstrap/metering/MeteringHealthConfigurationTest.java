package io.tokentally.bootstrap.metering;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.GatewayState;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

class MeteringHealthConfigurationTest {

    private final MeteringHealthConfiguration configuration = new MeteringHealthConfiguration();

    private record Metering(MeteringHealth health) implements RecordUsageUseCase {

        @Override
        public CompletableFuture<UsageRecordId> record(MeteredCall call, Reservation reservation) {
            throw new AssertionError("Nothing is recorded here");
        }
    }

    /** Each by itself: that the writer is dead is not that the ledger is away. */
    @ParameterizedTest
    @CsvSource({
        "true, true, true, UP, UP, UP",
        "false, true, true, DOWN, UP, UP",
        "true, false, true, UP, DOWN, UP",
        "true, true, false, UP, UP, OUT_OF_SERVICE"
    })
    void journalLedgerAndPricesAreToldEach(
            boolean writes, boolean follows, boolean known, String journal, String ledger, String prices) {
        RecordUsageUseCase usage = new Metering(
                new MeteringHealth(writes, follows, 7, Duration.ofSeconds(90), writes && follows ? null : "IOException")
                        .withPricesKnown(known));

        Health ofJournal = health(configuration.journalHealthIndicator(usage));
        Health ofLedger = health(configuration.ledgerHealthIndicator(usage));
        assertThat(ofJournal.getStatus()).isEqualTo(new Status(journal));
        assertThat(ofLedger.getStatus()).isEqualTo(new Status(ledger));
        assertThat(health(configuration.pricesHealthIndicator(usage)).getStatus())
                .isEqualTo(new Status(prices));
        assertThat(ofLedger.getDetails()).containsEntry("waitingRecords", 7L).containsEntry("lagSeconds", 90L);
        assertThat(ofLedger.getDetails().get("lastFailure")).isEqualTo(writes && follows ? null : "IOException");
    }

    @Test
    void theGatewayIsToldByItself() {
        assertThat(gateway(() -> true)).isEqualTo(Status.UP);
        assertThat(gateway(() -> false)).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health(configuration.gatewayHealthIndicator(
                                new StaticListableBeanFactory().getBeanProvider(GatewayState.class)))
                        .getStatus())
                .as("one that is switched off")
                .isEqualTo(Status.UP);
    }

    private Status gateway(GatewayState state) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("gateway", state);
        return health(configuration.gatewayHealthIndicator(beans.getBeanProvider(GatewayState.class)))
                .getStatus();
    }

    private static Health health(HealthIndicator indicator) {
        return requireNonNull(indicator.health());
    }
}
