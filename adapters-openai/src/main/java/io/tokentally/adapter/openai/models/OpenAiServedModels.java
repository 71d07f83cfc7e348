package io.tokentally.adapter.openai.models;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.models.Model;
import io.tokentally.application.port.out.pricing.ServedModels;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.ServedModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/models}, which tells a model's {@code shutdown_date}: a day as {@code 2027-01-15}, or null.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/models/list">List models</a>
 */
final class OpenAiServedModels implements ServedModels {

    private static final Duration MAX_TIME = Duration.ofSeconds(20);

    private final ServedModelsOptions options;

    OpenAiServedModels(ServedModelsOptions options) {
        this.options = options;
    }

    @Override
    public Provider upstream() {
        return options.upstream();
    }

    @Override
    public boolean needsKey() {
        return options.needsKey();
    }

    @Override
    public List<ServedModel> list(ProviderSecret key) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .apiKey(key.value())
                .baseUrl(options.baseUrl().toString())
                .timeout(MAX_TIME)
                .maxRetries(1)
                .logLevel(LogLevel.OFF)
                .build();
        try {
            List<ServedModel> models = client.models().list().autoPager().stream()
                    .map(OpenAiServedModels::served)
                    .toList();
            if (models.isEmpty()) {
                throw refused("it lists none", null);
            }
            return models;
        } catch (OpenAIServiceException e) {
            throw refused("it answers with status %d".formatted(e.statusCode()), e);
        } catch (OpenAIException e) {
            throw refused("it gives no answer that can be read", e);
        } finally {
            client.close();
        }
    }

    private static ServedModel served(Model model) {
        return new ServedModel(new ModelName(model.id()), model.shutdownDate().orElse(null));
    }

    private PriceRefusedException refused(String why, @Nullable OpenAIException cause) {
        return new PriceRefusedException(
                "The models of %s could not be read from %s: %s. Look at the key and at the upstream's address."
                        .formatted(options.upstream(), options.baseUrl().getHost(), why),
                cause);
    }
}
