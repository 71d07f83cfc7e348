package io.tokentally.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal in OpenAI's shape.
 *
 * @see <a href="https://platform.openai.com/docs/guides/error-codes/api-errors">Error codes</a>
 */
final class ApiException extends RuntimeException {

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private final Duration retryAfter;

    private ApiException(
            int status,
            String type,
            @Nullable String param,
            @Nullable String code,
            String message,
            Duration retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static ApiException invalid(@Nullable String param, @Nullable String code, String message) {
        return invalid(400, param, code, message);
    }

    static ApiException invalid(int status, @Nullable String param, @Nullable String code, String message) {
        return new ApiException(status, "invalid_request_error", param, code, message, Duration.ZERO);
    }

    static ApiException missing(String param) {
        return invalid(param, "missing_required_parameter", "Missing required parameter: '" + param + "'.");
    }

    static ApiException wrongType(String param, String expected) {
        return invalid(param, "invalid_type", "Invalid type for '" + param + "': expected " + expected + ".");
    }

    static ApiException modelNotFound(String model) {
        return invalid(
                404,
                null,
                "model_not_found",
                "The model `" + model + "` does not exist or you do not have access to it.");
    }

    /** What OpenAI answers with this status; the code, if given, replaces the usual one. */
    static ApiException ofStatus(int status, @Nullable String code, Duration retryAfter) {
        return switch (status) {
            case 400 -> usual(status, "invalid_request_error", code, "invalid_value", "Invalid request.", retryAfter);
            case 401 ->
                usual(
                        status,
                        "invalid_request_error",
                        code,
                        "invalid_api_key",
                        "Incorrect API key provided.",
                        retryAfter);
            case 403 ->
                usual(
                        status,
                        "request_forbidden",
                        code,
                        "unsupported_country_region_territory",
                        "Country, region, or territory not supported",
                        retryAfter);
            case 404 ->
                usual(
                        status,
                        "invalid_request_error",
                        code,
                        "model_not_found",
                        "The model does not exist or you do not have access to it.",
                        retryAfter);
            case 429 -> tooMany(code, retryAfter);
            case 503 ->
                usual(
                        status,
                        "service_unavailable_error",
                        code,
                        "server_is_overloaded",
                        "Our servers are currently overloaded. Please try again later.",
                        retryAfter);
            default ->
                status < 500
                        ? usual(status, "invalid_request_error", code, null, "The request was refused.", retryAfter)
                        : usual(
                                status,
                                "server_error",
                                code,
                                null,
                                "The server had an error while processing your request.",
                                retryAfter);
        };
    }

    private static ApiException tooMany(@Nullable String code, Duration retryAfter) {
        if ("insufficient_quota".equals(code)) {
            return new ApiException(
                    429,
                    "insufficient_quota",
                    null,
                    code,
                    "You exceeded your current quota, please check your plan and billing details.",
                    retryAfter);
        }
        return usual(429, "requests", code, "rate_limit_exceeded", "Rate limit reached for requests.", retryAfter);
    }

    private static ApiException usual(
            int status,
            String type,
            @Nullable String code,
            @Nullable String usualCode,
            String message,
            Duration retryAfter) {
        return new ApiException(status, type, null, code == null ? usualCode : code, message, retryAfter);
    }

    int status() {
        return status;
    }

    /** How long the client is told to wait; zero says nothing. */
    Duration retryAfter() {
        return retryAfter;
    }

    ObjectNode body() {
        ObjectNode error = Json.object()
                .put("message", getMessage())
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return Json.object().set("error", error);
    }
}
