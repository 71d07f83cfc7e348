package io.tokentally.adapter.openai.shortlist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.client.OpenAIClient;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tokentally.application.port.in.usage.UsageContext;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.shortlist.AnalysisFailedException;

/** Asks a model for an answer that is a JSON object of a given shape. */
final class StructuredChat implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_ANSWER_TOKENS = 8_000;

    private final OpenAIClient client;
    private final ModelName model;

    /** @param client metered */
    StructuredChat(OpenAIClient client, ModelName model) {
        this.client = client;
        this.model = model;
    }

    ModelName model() {
        return model;
    }

    /**
     * Asks, at the expense of whom the attribution names.
     *
     * @throws AnalysisFailedException if there is no answer of that shape
     */
    JsonNode ask(Attribution attribution, ResponseFormatJsonSchema format, String instructions, String prompt) {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(model.value())
                .addSystemMessage(instructions)
                .addUserMessage(prompt)
                .responseFormat(format)
                .maxCompletionTokens(MAX_ANSWER_TOKENS)
                .build();
        try {
            return answer(UsageContext.of(attribution)
                    .call(() -> client.chat().completions().create(params)));
        } catch (AnalysisFailedException e) {
            throw e;
        } catch (Exception e) {
            throw ErrorMessages.of(e, model);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static JsonNode answer(ChatCompletion completion) {
        if (completion.choices().isEmpty()) {
            throw unreadable();
        }
        ChatCompletion.Choice choice = completion.choices().getFirst();
        if (choice.finishReason().equals(ChatCompletion.Choice.FinishReason.LENGTH)) {
            throw new AnalysisFailedException("The model's answer grew too long and was cut off. Try a shorter text.");
        }
        if (choice.finishReason().equals(ChatCompletion.Choice.FinishReason.CONTENT_FILTER)
                || choice.message().refusal().isPresent()) {
            throw new AnalysisFailedException(
                    "The model declined to read this text. Check what it says, or try another file.");
        }
        return parse(choice.message().content().orElseThrow(StructuredChat::unreadable));
    }

    private static JsonNode parse(String content) {
        JsonNode answer;
        try {
            answer = JSON.readTree(content);
        } catch (JsonProcessingException e) {
            // Without the cause: its message repeats the answer.
            throw unreadable();
        }
        if (!answer.isObject()) {
            throw unreadable();
        }
        return answer;
    }

    private static AnalysisFailedException unreadable() {
        return new AnalysisFailedException("The model gave an answer that cannot be read. Try again.");
    }
}
