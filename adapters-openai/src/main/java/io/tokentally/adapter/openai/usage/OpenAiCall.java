package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.wire.EventFilter;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.Tokenizer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of OpenAI's. */
@ParsesOutsideInput
final class OpenAiCall implements ProviderCallHandler {

    static final FieldSelection ANSWER = FieldSelection.of(
                    "model",
                    "service_tier",
                    "usage",
                    "error",
                    "type",
                    "code",
                    "choices",
                    "output",
                    "tool_usage",
                    "delta",
                    "text",
                    "duration",
                    "id",
                    "background",
                    "background_options",
                    "status",
                    "created_at",
                    "item",
                    "store")
            .within("response");

    /** As many as one may ask for. */
    private static final int MAX_CHOICES = 128;

    private final MeteredApi api;
    private final @Nullable Region region;
    private OpenAiRequest request = OpenAiRequest.UNREAD;
    private final ContainerSizes containerSizes;
    private boolean withholdsUsage;
    private final Set<Integer> generating = new HashSet<>();

    OpenAiCall(MeteredApi api, @Nullable Region region) {
        this(api, region, new ContainerSizes());
    }

    /** @param sizes the memory of containers that were made before */
    OpenAiCall(MeteredApi api, @Nullable Region region, ContainerSizes sizes) {
        this.api = api;
        this.region = region;
        this.containerSizes = sizes;
    }

    @Override
    public Operation operation() {
        return api.operation();
    }

    @Override
    public boolean isFree() {
        return api == MeteredApi.MODERATIONS;
    }

    @Override
    public boolean everyAnswerIsWork() {
        return switch (api) {
            case CHAT_COMPLETIONS, COMPLETIONS, RESPONSES, RESPONSES_COMPACT, MODERATIONS -> false;
            case DECISIONS,
                    EMBEDDINGS,
                    IMAGE_GENERATIONS,
                    IMAGE_EDITS,
                    IMAGE_VARIATIONS,
                    TRANSCRIPTIONS,
                    TRANSLATIONS,
                    SPEECH -> true;
        };
    }

    /** What is spoken is audio, and transcripts come as plain text too. */
    @Override
    public boolean answersInJson() {
        return api != MeteredApi.SPEECH && !api.listens();
    }

    @Override
    public @Nullable Region region() {
        return region;
    }

    @Override
    public byte[] limitOutput(@Nullable String contentType, byte[] body, long tokens) {
        return OutputLimit.addTo(api, contentType, body, tokens);
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        request = OpenAiRequest.of(api, contentType, body, region);
        Optional<byte[]> asking = request.lacksUsage() ? UsageOption.addTo(body) : Optional.empty();
        withholdsUsage = asking.isPresent();
        return new PreparedRequest(
                asking.orElse(body),
                request.model(),
                request.streamed(),
                isFree() ? RequestBounds.NOTHING : request.bounds());
    }

    @Override
    public Optional<EventFilter> filter() {
        return withholdsUsage ? Optional.of(new UsageFilter()) : Optional.empty();
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    /** A chat completion or a chunk of one, a response, embeddings, images, a transcript. */
    @Override
    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
        takeFacts(answer, facts);
        for (JsonNode choice : answer.path("choices")) {
            GeneratedText.addMessage(facts.text(), choice);
            KeptByOpenAi.ofMessage(choice.path("message"), facts);
        }
        GeneratedText.addItems(facts.text(), answer.path("output"));
    }

    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
        String type = event.path("type").isTextual() ? event.path("type").textValue() : "";
        if (type.isEmpty() || event.has("choices")) {
            takeChunk(event, facts);
        } else {
            takeTypedEvent(type, event, facts);
        }
    }

    private void takeChunk(ObjectNode chunk, ResponseAccumulator facts) {
        for (JsonNode choice : chunk.path("choices")) {
            noteWhetherGeneratingStill(choice, facts);
            KeptByOpenAi.ofMessage(choice.path("delta"), facts);
            boolean hasText = GeneratedText.addDelta(facts.text(), choice);
            if (hasText) {
                facts.sawContent();
            }
        }
        takeFacts(chunk, facts);
    }

    /** A choice that has a reason to be finished is; the last event is the one that finishes the last of them. */
    private void noteWhetherGeneratingStill(JsonNode choice, ResponseAccumulator facts) {
        int index = choice.path("index").asInt();
        if (choice.path("finish_reason").isTextual()) {
            generating.remove(index);
        } else if (generating.size() < MAX_CHOICES) {
            generating.add(index);
        }
        facts.sawLastEvent(generating.isEmpty());
    }

    private void takeTypedEvent(String type, ObjectNode event, ResponseAccumulator facts) {
        if (type.endsWith(".delta") || type.endsWith(".partial_image")) {
            facts.sawContent();
            facts.text().add(event.path("delta"));
        }
        if (type.equals("error") && !event.path("error").isObject()) {
            // Here type is the event's and not the error's.
            facts.failed(MissingNode.getInstance(), event.path("code"));
        }
        takeFacts(event, facts);
        takeFacts(event.path("response"), facts);
        if (api == MeteredApi.RESPONSES) {
            KeptByOpenAi.ofItem(event.path("item"), facts);
            containers().takeItem(event.path("item"), facts);
        }
        switch (type) {
            case "response.failed" -> facts.failed(event.path("response").path("error"));
            case "response.completed",
                    "response.incomplete",
                    "response.done",
                    "image_generation.completed",
                    "image_edit.completed",
                    "transcript.text.done",
                    "speech.audio.done" -> facts.complete();
            default -> {}
        }
    }

    static void takeModelAndTier(JsonNode answer, ResponseAccumulator facts) {
        facts.servedModel(answer.path("model"));
        if (answer.path("service_tier").isTextual()) {
            facts.serviceTier(OpenAiTier.of(answer.path("service_tier").textValue()));
        }
    }

    private ContainerSessions containers() {
        return new ContainerSessions(containerSizes, request.containerLimits());
    }

    private void takeFacts(JsonNode answer, ResponseAccumulator facts) {
        takeModelAndTier(answer, facts);
        if (answer.path("error").isObject() || answer.path("error").isTextual()) {
            facts.failed(answer.path("error"));
        }
        facts.reading(UsageFigures.read(api, answer, request.imageModel()));
        if (api == MeteredApi.RESPONSES) {
            KeptByOpenAi.ofResponse(answer, facts);
            containers().takeItems(answer.path("output"), facts);
        }
        if (api == MeteredApi.RESPONSES && BackgroundResponse.is(answer)) {
            BackgroundResponse.bill(answer, facts, request.imageModel());
        }
    }

    /**
     * Images of models that report no usage, and spoken characters, are billed as asked for. Texts are counted, where
     * there is nothing else to count: {@link Prompt} says of which requests that holds, and models that reason out of
     * sight are left out, for what nobody sees is the dearest part.
     */
    @Override
    public UsageReading withoutUsage(ResponseAccumulator facts, boolean whole) {
        Optional<Quantities> asked = request.billedAsAsked();
        if (asked.isPresent()) {
            return whole ? new UsageReading.Reported(asked.get()) : new UsageReading.Estimated(asked.get());
        }
        Prompt prompt = request.prompt();
        if (prompt == null) {
            return new UsageReading.Missing();
        }
        Tokenizer tokenizer = Prompt.tokenizerOf(request.model());
        UsageUnit input = api == MeteredApi.EMBEDDINGS ? UsageUnit.EMBEDDING_INPUT_TOKENS : UsageUnit.INPUT_TOKENS;
        return new UsageReading.Estimated(Quantities.builder()
                .add(input, prompt.tokens(tokenizer))
                .add(UsageUnit.OUTPUT_TOKENS, facts.text().tokens(tokenizer))
                .build());
    }
}
