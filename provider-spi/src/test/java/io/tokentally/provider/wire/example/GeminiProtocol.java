package io.tokentally.provider.wire.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.OutgoingRequest;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.wire.Counts;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.NamedReader;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ReferenceNames;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.StreamFraming;
import io.tokentally.provider.wire.WireExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Generation with Gemini: the tokens of text, pictures, sound and video, of tools' prompts and of thoughts.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Gemini API: generating content</a>
 */
public final class GeminiProtocol implements ProviderProtocol {

    private static final Pattern PATH =
            Pattern.compile("/v1(?:beta)?/models/([^/:]+):(generate|streamGenerate)Content");

    private static final String KEY_HEADER = "x-goog-api-key";

    private static final ReferenceNames NAMES = new ReferenceNames(
            Set.of("cachedContent", "fileUri"),
            Pattern.compile("(?:cachedContents|files)/[a-z0-9-]{1,60}"),
            Set.of("args", "response", "parameters", "responseSchema", "labels"),
            Set.of("text", "data", "role", "name", "mimeType"));

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

    /** The path names the model, and the answer tells of nothing that is kept. */
    @Override
    public AccountOperation operation(String method, String path, String query) {
        Matcher matcher = PATH.matcher(path);
        return method.equals("POST") && matcher.matches()
                ? AccountOperation.ofModel(matcher.group(1))
                : AccountOperation.UNKNOWN;
    }

    /** Cached contents and files are in the account; what people wrote stands in texts and in what tools are called with. */
    @Override
    public NamedInBody namedIn(@Nullable String contentType, byte[] body) {
        return NamedReader.read(NAMES, contentType, body);
    }

    @Override
    public Optional<MeteredExchange> begin(RequestHead request) {
        Matcher matcher = PATH.matcher(request.path());
        boolean isMetered = request.method().equals("POST") && matcher.matches();
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
    public void authorize(OutgoingRequest request, ProviderSecret secret) {
        request.header(KEY_HEADER, secret.value());
    }

    @Override
    public byte[] errorBody(Refusal refusal, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("code", refusal.httpStatus())
                .put("message", message)
                .put("status", refusal.name());
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What part of a prompt or of an answer is, and the units of its tokens. */
    private enum Modality {
        AUDIO(UsageUnit.AUDIO_INPUT_TOKENS, UsageUnit.CACHED_AUDIO_INPUT_TOKENS, UsageUnit.AUDIO_OUTPUT_TOKENS),
        IMAGE(UsageUnit.IMAGE_INPUT_TOKENS, UsageUnit.CACHED_IMAGE_INPUT_TOKENS, UsageUnit.IMAGE_OUTPUT_TOKENS),
        VIDEO(UsageUnit.VIDEO_INPUT_TOKENS, UsageUnit.CACHED_INPUT_TOKENS, UsageUnit.VIDEO_OUTPUT_TOKENS);

        private final UsageUnit input;
        private final UsageUnit cached;
        private final UsageUnit output;

        Modality(UsageUnit input, UsageUnit cached, UsageUnit output) {
            this.input = input;
            this.cached = cached;
            this.output = output;
        }

        long of(JsonNode details) {
            long tokens = 0;
            for (JsonNode detail : details) {
                tokens += name().equals(detail.path("modality").textValue()) ? Counts.of(detail.path("tokenCount")) : 0;
            }
            return tokens;
        }
    }

    /** One call. The model stands in the path. */
    private record Call(String model, boolean streamed) implements ProviderCallHandler {

        @Override
        public Operation operation() {
            return new Operation("generate.content");
        }

        @Override
        public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
            return new PreparedRequest(
                    body, Objects.requireNonNullElse(Identifiers.model(model), Identifiers.UNKNOWN_MODEL), streamed);
        }

        /** Without {@code alt=sse} a stream is one array, whose elements come one by one. */
        @Override
        public Optional<StreamFraming> framing(ResponseHead head, boolean streamAsked) {
            return streamAsked && head.isOfType("application/json")
                    ? Optional.of(StreamFraming.JSON_OBJECTS)
                    : ProviderCallHandler.super.framing(head, streamAsked);
        }

        @Override
        public FieldSelection answerShape() {
            return FieldSelection.of("modelVersion", "usageMetadata", "candidates", "promptFeedback", "error");
        }

        @Override
        public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
            facts.servedModel(answer.path("modelVersion"));
            facts.reading(usage(answer.path("usageMetadata")));
        }

        /** Google's errors have a status for a type. */
        @Override
        public void takeError(ObjectNode answer, ResponseAccumulator facts) {
            facts.failed(
                    answer.path("error").path("status"), answer.path("error").path("code"));
        }

        /** Each event carries the figures so far, and only those beside a reason to finish, or to refuse the prompt, are the call's. */
        @Override
        public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
            facts.servedModel(event.path("modelVersion"));
            if (event.path("error").isObject()) {
                takeError(event, facts);
            }
            boolean isLast = event.path("promptFeedback").path("blockReason").isTextual();
            for (JsonNode candidate : event.path("candidates")) {
                facts.sawContent();
                isLast |= candidate.path("finishReason").isTextual();
            }
            if (isLast) {
                facts.reading(usage(event.path("usageMetadata")));
                facts.complete();
            }
        }

        /** Cached tokens are part of the prompt; tools' prompts are no part of it, nor thoughts of the candidates. */
        private static UsageReading usage(JsonNode usage) {
            if (Counts.isAbsent(usage.path("promptTokenCount"))) {
                return new UsageReading.Missing();
            }
            Map<UsageUnit, Long> input = new EnumMap<>(UsageUnit.class);
            Map<UsageUnit, Long> output = new EnumMap<>(UsageUnit.class);
            long cachedText = Counts.of(usage.path("cachedContentTokenCount"));
            for (Modality modality : Modality.values()) {
                long cached = modality.of(usage.path("cacheTokensDetails"));
                long asked = modality.of(usage.path("promptTokensDetails"))
                        + modality.of(usage.path("toolUsePromptTokensDetails"));
                input.merge(modality.input, asked - cached, Long::sum);
                input.merge(modality.cached, cached, Long::sum);
                output.put(modality.output, modality.of(usage.path("candidatesTokensDetails")));
                cachedText -= cached;
            }
            input.merge(UsageUnit.CACHED_INPUT_TOKENS, cachedText, Long::sum);
            long prompt = Counts.of(usage.path("promptTokenCount")) + Counts.of(usage.path("toolUsePromptTokenCount"));
            return new UsageReading.Reported(Quantities.builder()
                    .addWhole(UsageUnit.INPUT_TOKENS, prompt, input)
                    .addWhole(UsageUnit.OUTPUT_TOKENS, Counts.of(usage.path("candidatesTokenCount")), output)
                    .add(UsageUnit.REASONING_TOKENS, Counts.of(usage.path("thoughtsTokenCount")))
                    .build());
        }
    }
}
