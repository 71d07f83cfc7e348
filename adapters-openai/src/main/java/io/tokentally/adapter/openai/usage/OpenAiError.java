package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.provider.Refusal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Errors as OpenAI words them: {@code {"error": {"message", "type", "param", "code"}}}.
 *
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI: error codes</a>
 */
final class OpenAiError {

    private OpenAiError() {}

    static byte[] body(Refusal refusal, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type(refusal))
                .putNull("param")
                .put("code", code(refusal));
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String type(Refusal refusal) {
        return switch (refusal) {
            case RATE_LIMITED -> "requests";
            case PROVIDER_UNREACHABLE, UNAVAILABLE, PROVIDER_TIMEOUT -> "server_error";
            default -> "invalid_request_error";
        };
    }

    private static @Nullable String code(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_KEY -> "invalid_api_key";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case NO_SUCH_PATH -> "unknown_url";
            default -> null;
        };
    }
}
