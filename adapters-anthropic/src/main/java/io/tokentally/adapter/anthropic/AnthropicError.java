package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.provider.Refusal;
import java.nio.charset.StandardCharsets;

/**
 * Errors as Anthropic words them: {@code {"type": "error", "error": {"type", "message"}}}.
 *
 * @see <a href="https://docs.anthropic.com/en/api/errors">Anthropic: errors</a>
 */
final class AnthropicError {

    private AnthropicError() {}

    static byte[] body(Refusal refusal, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
        body.putObject("error").put("type", type(refusal)).put("message", message);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String type(Refusal refusal) {
        return switch (refusal) {
            case MALFORMED_REQUEST, HEADERS_TOO_LARGE, REQUEST_TIMEOUT -> "invalid_request_error";
            case UNKNOWN_KEY -> "authentication_error";
            case NOT_ALLOWED -> "permission_error";
            case NO_SUCH_PATH -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED -> "rate_limit_error";
            case PROVIDER_UNREACHABLE -> "api_error";
            case UNAVAILABLE -> "overloaded_error";
            case PROVIDER_TIMEOUT -> "timeout_error";
        };
    }
}
