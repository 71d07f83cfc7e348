package io.tokentally.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import io.tokentally.tck.shortlist.CandidateAnalystContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The analyst as it is wired, against the simulator. */
class OpenAiConfigurationTest extends CandidateAnalystContract {

    private final List<MeteredCall> recorded = new CopyOnWriteArrayList<>();
    private final OpenAiSimulator simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @BeforeEach
    void start() {
        context.registerBean(RecordUsageUseCase.class, () -> (call, reservation) -> {
            recorded.add(call);
            return CompletableFuture.completedFuture(UsageRecordId.of(call.startedAt(), "kept"));
        });
        context.registerBean(AdmitSpendingUseCase.class, NoBudgets::new);
        context.registerBean(CountRefusedCallUseCase.class, () -> refused -> {});
        context.registerBean(ReportMeteringFailureUseCase.class, SilentReport::new);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(OpenAiOptions.class, () -> options(null, simulator.baseUrl(), true));
        context.register(OpenAiConfiguration.class);
        context.refresh();
    }

    @AfterEach
    void stop() {
        context.close();
        simulator.close();
    }

    @Override
    protected CandidateAnalyst analyst() {
        return context.getBean(CandidateAnalyst.class);
    }

    @Test
    void callsOfTheAnalystBelongToWhomTheyAreMadeFor() {
        analyst().extract(ATTRIBUTION, RESUME);
        analyst().match(ATTRIBUTION, JOB, candidates(21));
        context.close();

        assertThat(recorded)
                .extracting(MeteredCall::attribution)
                .containsExactly(ATTRIBUTION, ATTRIBUTION, ATTRIBUTION);
        assertThat(recorded)
                .allMatch(call -> call.outcome().isSuccess())
                .allMatch(call -> call.reading().knownQuantities().totalTokens() > 0)
                .allMatch(call -> call.billedModel().value().startsWith("gpt-4.1-nano"));
    }

    @Test
    void analystSaysWhoReads() {
        assertThat(analyst().model()).isEqualTo(new ModelName("gpt-4.1-nano"));
        assertThat(analyst().isSimulated()).isTrue();
    }

    @Test
    void keyIsNeverPrinted() {
        assertThat(options("sk-secret", null, false).toString()).doesNotContain("sk-secret");
    }

    @Test
    void keyIsNeededWhereNoSimulatorAnswers() {
        assertThatThrownBy(() -> options(" ", null, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OPENAI_API_KEY");
        assertThatThrownBy(() -> options(null, null, true)).hasMessageContaining("base URL");
    }

    private static OpenAiOptions options(@Nullable String apiKey, @Nullable URI baseUrl, boolean simulated) {
        return new OpenAiOptions(
                apiKey,
                baseUrl,
                new ModelName("gpt-4.1-nano"),
                simulated,
                Duration.ofSeconds(30),
                new OrganizationId("nobody"),
                new UserId("nobody"));
    }

    /** Nothing blocks. */
    private static final class NoBudgets implements AdmitSpendingUseCase {

        @Override
        public boolean isBounded(OrganizationId organization) {
            return false;
        }

        @Override
        public @Nullable Long outputLimit(BudgetedCall call) {
            return null;
        }

        @Override
        public void batchFileKept(
                OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
            throw new AssertionError("Files are sent to gateways");
        }

        @Override
        public CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
            throw new AssertionError("Nobody need ask");
        }
    }

    /** Hears and says nothing. */
    private static final class SilentReport implements ReportMeteringFailureUseCase {
        @Override
        public void recordingFailed(Throwable cause) {}

        @Override
        public void lost(int usageRecords, String reason) {}
    }
}
