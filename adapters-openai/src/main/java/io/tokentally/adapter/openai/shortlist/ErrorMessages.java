package io.tokentally.adapter.openai.shortlist;

import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import java.io.InterruptedIOException;

/** Says what went wrong with a call so that the person who made it knows what to do. */
final class ErrorMessages {

    private ErrorMessages() {}

    static AnalysisFailedException of(Exception thrown, ModelName model) {
        String message = switch (thrown) {
            case OpenAIServiceException refused -> refusal(refused, model);
            case OpenAIIoException lost
            when lost.getCause() instanceof InterruptedIOException ->
                "OpenAI did not answer in time. Try again in a minute.";
            case OpenAIIoException lost -> "OpenAI cannot be reached. Check the network and OPENAI_BASE_URL.";
            default -> "OpenAI gave an answer that cannot be read. Try again.";
        };
        return new AnalysisFailedException(message, thrown);
    }

    private static String refusal(OpenAIServiceException refused, ModelName model) {
        String code = refused.code().orElse("");
        return switch (refused.statusCode()) {
            case 401 -> "The key for OpenAI was refused; check OPENAI_API_KEY.";
            case 403 ->
                "This key for OpenAI may not use the model " + model + "; check the permissions of its project.";
            case 404 -> "OpenAI has no model " + model + " for this key; check the model that is configured.";
            case 429 ->
                code.equals("insufficient_quota")
                        ? "The account at OpenAI has no credit left. Add some, then try again."
                        : "OpenAI takes no more requests at the moment. Wait a minute, then try again.";
            case 400, 413, 422 ->
                code.equals("context_length_exceeded")
                        ? "The text is too long for the model " + model + ". Try a shorter one."
                        : "OpenAI did not accept the request; check that the model " + model
                                + " supports structured output.";
            default -> "OpenAI has trouble at the moment. Try again in a minute.";
        };
    }
}
