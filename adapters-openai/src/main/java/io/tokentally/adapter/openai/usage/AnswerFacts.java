package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import org.jspecify.annotations.Nullable;

/** What an answer has said of itself so far. A stream says it piece by piece, and what comes later counts. */
final class AnswerFacts {

    private final MeteredApi api;
    private final int httpStatus;
    private @Nullable ModelName servedModel;
    private ServiceTier serviceTier = ServiceTier.STANDARD;
    private UsageReading reading = new UsageReading.Missing();
    private Outcome.@Nullable Failure failure;

    AnswerFacts(MeteredApi api, int httpStatus) {
        this.api = api;
        this.httpStatus = httpStatus;
    }

    /** Takes in an answer, or a part of one: a chat completion or chunk, a response, embeddings. */
    void take(JsonNode answer) {
        ModelName model = WireText.model(text(answer.path("model")));
        servedModel = model == null ? servedModel : model;
        String tier = text(answer.path("service_tier"));
        serviceTier = tier == null ? serviceTier : WireText.serviceTier(tier);
        UsageReading read = UsageFigures.read(api, answer);
        reading = read instanceof UsageReading.Missing ? reading : read;
        JsonNode error = answer.path("error");
        if (error.isObject() || error.isTextual()) {
            takeError(error);
        }
    }

    /** Takes in an error's {@code type} and {@code code}, never its message. */
    void takeError(JsonNode error) {
        failure = providerError(httpStatus, error);
    }

    static Outcome.Failure providerError(int httpStatus, JsonNode error) {
        boolean known = httpStatus >= 100 && httpStatus <= 599;
        return new Outcome.Failure(
                Outcome.Failure.Kind.PROVIDER_ERROR,
                known ? httpStatus : null,
                WireText.error(text(error.path("type"))),
                WireText.error(code(error.path("code"))));
    }

    /** How an answer ended that came to its end: well, unless it told of an error. */
    Outcome completeOutcome() {
        return failure == null ? new Outcome.Success() : failure;
    }

    /** How an answer ended that did not come to its end. */
    Outcome brokenOutcome(Outcome.Failure.Kind kind) {
        return failure == null ? failure(kind) : failure;
    }

    private Outcome.Failure failure(Outcome.Failure.Kind kind) {
        return new Outcome.Failure(kind, httpStatus, null, null);
    }

    boolean hasFailed() {
        return failure != null;
    }

    @Nullable
    ModelName servedModel() {
        return servedModel;
    }

    ServiceTier serviceTier() {
        return serviceTier;
    }

    UsageReading reading() {
        return reading;
    }

    private static @Nullable String code(JsonNode code) {
        return code.isNumber() ? code.asText() : text(code);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
