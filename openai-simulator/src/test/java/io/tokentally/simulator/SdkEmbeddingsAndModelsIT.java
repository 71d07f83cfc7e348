package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official SDK's embeddings and models, unchanged but for the base URL. */
class SdkEmbeddingsAndModelsIT {

    private static OpenAiSimulator simulator;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
        client = OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void everyTextGetsAVectorAndTheirTokensAreCounted() {
        CreateEmbeddingResponse answer = client.embeddings()
                .create(small().inputOfArrayOfStrings(List.of("tiktoken is great!", "hello"))
                        .build())
                .validate();

        assertThat(answer.data()).extracting(Embedding::index).containsExactly(0L, 1L);
        assertThat(answer.data().get(0).embedding()).hasSize(1536);
        assertThat(answer.usage().promptTokens()).isEqualTo(7);
        assertThat(answer.usage().totalTokens()).isEqualTo(7);
    }

    @Test
    void bothEncodingsHoldTheSameVector() {
        List<Float> base64 = vector(small().input("hello")
                .dimensions(64)
                .encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64)
                .build());
        List<Float> floats = vector(small().input("hello")
                .dimensions(64)
                .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                .build());

        assertThat(base64).hasSize(64).isEqualTo(floats);
    }

    @Test
    void tokenArraysCountAsTheyAre() {
        CreateEmbeddingResponse one = client.embeddings()
                .create(small().inputOfArrayOfTokens(List.of(1L, 2L, 3L)).build());
        CreateEmbeddingResponse two = client.embeddings()
                .create(small().inputOfArrayOfTokenArrays(List.of(List.of(1L, 2L), List.of(3L)))
                        .build());

        assertThat(one.data()).hasSize(1);
        assertThat(one.usage().promptTokens()).isEqualTo(3);
        assertThat(two.data()).hasSize(2);
        assertThat(two.usage().promptTokens()).isEqualTo(3);
    }

    @Test
    void emptyTextsAndTooManyDimensionsAreRefused() {
        assertThatThrownBy(() -> client.embeddings().create(small().input("").build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("input"));
        assertThatThrownBy(() -> client.embeddings()
                        .create(small().input("hello").dimensions(4000).build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).contains("dimensions"));
    }

    @Test
    void modelsAreListedAndDescribed() {
        assertThat(client.models().list().data())
                .allSatisfy(Model::validate)
                .extracting(Model::id)
                .contains("gpt-6-luna", "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14", "text-embedding-3-small");
        assertThat(client.models().retrieve("gpt-4.1-nano").validate().id()).isEqualTo("gpt-4.1-nano");
        assertThatThrownBy(() -> client.models().retrieve("no-such-model"))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).contains("model_not_found"));
    }

    private static EmbeddingCreateParams.Builder small() {
        return EmbeddingCreateParams.builder().model("text-embedding-3-small");
    }

    private static List<Float> vector(EmbeddingCreateParams params) {
        return client.embeddings().create(params).data().getFirst().embedding();
    }
}
