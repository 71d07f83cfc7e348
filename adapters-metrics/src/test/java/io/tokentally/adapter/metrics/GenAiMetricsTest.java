package io.tokentally.adapter.metrics;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenAiMetricsTest {

    private static final PriceBook BOOK = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));
    private static final int FLOOD = 3_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GenAiMetrics metrics = new GenAiMetrics(registry, BOOK);

    @Test
    void countsTokensAndTimesUnderTheNamesOfTheConvention() {
        metrics.recorded(aUsageRecord()
                .withEndpoint("extract_candidate_info")
                .withOperation("chat.completions")
                .withTokens(10_000, 2_500)
                .taking(Duration.ofMillis(850))
                .build());

        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "input")
                        .tag("gen_ai.operation.name", "chat")
                        .tag("gen_ai.provider.name", "openai")
                        .tag("gen_ai.request.model", "gpt-4.1-nano")
                        .tag("gen_ai.response.model", "gpt-4.1-nano-2025-04-14")
                        .summary()
                        .totalAmount())
                .isEqualTo(10_000);
        assertThat(registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount())
                .isEqualTo(2_500);
        assertThat(registry.get("gen_ai.client.operation.duration").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(850);
        assertThat(registry.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void whatNoProviderBillsIsNoCallOfAModel() {
        metrics.recorded(aUsageRecord().withOperation("models").free().build());

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aFailureNamesTheStatusAndNeverTheProvidersWords() {
        metrics.recorded(aUsageRecord()
                .failing(new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, "secret words", "more of them"))
                .build());
        metrics.recorded(aUsageRecord()
                .failing(Outcome.Failure.of(Outcome.Failure.Kind.TIMEOUT))
                .build());

        assertThat(registry.find("gen_ai.client.operation.duration").timers())
                .extracting(timer -> timer.getId().getTag("error.type"))
                .containsExactlyInAnyOrder("429", "timeout");
        assertThat(registry.find("gen_ai.client.token.usage").summaries()).allMatch(summary -> summary.count() == 0);
    }

    @Test
    void aCallOfAnUnknownOperationIsNotCalledAChat() {
        metrics.recorded(aUsageRecord()
                .withEndpoint("chat.completions")
                .withoutOperation()
                .build());

        assertThat(registry.get("gen_ai.client.operation.duration")
                        .timer()
                        .getId()
                        .getTag("gen_ai.operation.name"))
                .isEqualTo("_OTHER");
    }

    @Test
    void aFloodOfMadeUpModelsIsOneAndHidesNoneThatThereIs() {
        IntStream.range(0, FLOOD)
                .forEach(i -> metrics.recorded(
                        aUsageRecord().withModel("thought-up-" + i).build()));
        metrics.recorded(aUsageRecord().build());

        assertThat(labels("gen_ai.request.model")).containsExactlyInAnyOrder("_OTHER", "gpt-4.1-nano");
        assertThat(labels("gen_ai.response.model")).containsExactlyInAnyOrder("_OTHER", "gpt-4.1-nano-2025-04-14");
        assertThat(registry.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.request.model", "_OTHER")
                        .timer()
                        .count())
                .isEqualTo(FLOOD);
    }

    @Test
    void whatTheConventionHasNoNameForGoesByTheApisOwn() {
        metrics.recorded(aUsageRecord().withOperation("images.generations").build());

        assertThat(labels("gen_ai.operation.name")).containsExactly("images.generations");
    }

    @Test
    void aFloodOfMadeUpEndpointsIsOne() {
        IntStream.range(0, FLOOD)
                .forEach(i -> metrics.recorded(
                        aUsageRecord().withEndpoint("thought-up-" + i).build()));

        assertThat(labels("gen_ai.operation.name")).containsExactly("chat");
    }

    private Set<String> labels(String name) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getTag(name))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    @Test
    void prometheusShowsTheBucketsOfTheConvention() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        GenAiMetrics shown = new GenAiMetrics(prometheus, BOOK);
        shown.recorded(aUsageRecord().build());
        shown.recorded(aUsageRecord()
                .failing(Outcome.Failure.of(Outcome.Failure.Kind.TIMEOUT))
                .build());

        assertThat(prometheus.scrape())
                .contains("gen_ai_client_operation_duration_seconds_bucket")
                .contains("le=\"0.01\"", "le=\"81.92\"", "le=\"6.7108864E7\"", "error_type=\"timeout\"");
    }
}
