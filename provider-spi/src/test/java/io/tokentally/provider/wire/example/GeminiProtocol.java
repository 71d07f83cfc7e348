package io.tokentally.provider.wire.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.WireExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text generation with Gemini: the tokens of text and of thoughts.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Gemini API: generating content</a>
 */
final class GeminiProtocol implements ProviderProtocol {

    private static final Pattern PATH =
            Pattern.compile("/v1(?:beta)?/models/([^/:]+):(generate|streamGenerate)Content");

    private static final String KEY_HEADER = "x-goog-api-key";

    @Override
    public Provider provider() {
        return Provider.GOOGLE;
    }

    @Override
    public Optional<URI> defaultBaseUrl() {
        return Optional.of(URI.create("https://generativelanguage.googleapis.com"));
    }

    @Override
    public List<String> versions() {
        return List.of("/v1", "/v1beta");
    }

    @Override
    public List<String> keyParameters() {
        return List.of("key");
    }

    @Override
    public Optional<MeteredExchange> begin(String method, String path, String host) {
        Matcher matcher = PATH.matcher(path);
        boolean isMetered = method.equals("POST") && matcher.matches();
        return isMetered
                ? Optional.of(new WireExchange(
                        new Call(matcher.group(1), matcher.group(2).equals("streamGenerate"))))
                : Optional.empty();
    }

    @Override
    public List<String> keyHeaders() {
        return List.of(KEY_HEADER);
    }

    @Override
    public Optional<String> keyIn(String name, String value) {
        return Optional.of(value.strip());
    }

    @Override
    public Header header(ProviderSecret secret) {
        return new Header(KEY_HEADER, secret.value());
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", refusal.httpStatus()).put("message", message);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One call. The model stands in the path. */
    private static final class Call implements ProviderCallHandler {

        private final String model;
        private final boolean streamed;

        Call(String model, boolean streamed) {
            this.model = model;
            this.streamed = streamed;
        }

        @Override
        public Operation operation() {
            return new Operation("generate.content");
        }

        @Override
        public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
            return new PreparedRequest(
                    body,
                    Objects.requireNonNullElse(Identifiers.model(model), Identifiers.UNKNOWN_MODEL),
                    streamed,
                    null);
        }

        @Override
        public FieldSelection answerShape() {
            return FieldSelection.of("modelVersion", "usageMetadata", "candidates", "error");
        }

        @Override
        public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
            facts.servedModel(answer.path("modelVersion"));
            facts.reading(usage(answer.path("usageMetadata")));
        }

        /** Each event carries the figures so far, and only those beside a reason to finish are the call's. */
        @Override
        public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
            facts.servedModel(event.path("modelVersion"));
            if (event.path("error").isObject()) {
                facts.failed(
                        event.path("error").path("status"), event.path("error").path("code"));
            }
            for (JsonNode candidate : event.path("candidates")) {
                facts.sawContent();
                if (candidate.path("finishReason").isTextual()) {
                    facts.reading(usage(event.path("usageMetadata")));
                    facts.complete();
                }
            }
        }

        /** Cached tokens are part of the prompt; thoughts are not part of the candidates. */
        private static UsageReading usage(JsonNode usage) {
            if (Counts.isAbsent(usage.path("promptTokenCount"))) {
                return new UsageReading.Missing();
            }
            long prompt = Counts.of(usage.path("promptTokenCount"));
            long cached = Counts.of(usage.path("cachedContentTokenCount"));
            return new UsageReading.Reported(Quantities.builder()
                    .addWhole(UsageUnit.INPUT_TOKENS, prompt, Map.of(UsageUnit.CACHED_INPUT_TOKENS, cached))
                    .add(UsageUnit.OUTPUT_TOKENS, Counts.of(usage.path("candidatesTokenCount")))
                    .add(UsageUnit.REASONING_TOKENS, Counts.of(usage.path("thoughtsTokenCount")))
                    .build());
        }
    }
}
