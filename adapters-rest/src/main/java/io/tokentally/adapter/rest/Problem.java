package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.OrganizationNotNamedException;
import io.tokentally.domain.access.ScopeMissingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What is wrong with a request, and what to do. No {@code ProblemDetail} of Spring, whose further members are a map, which
 * the OpenAPI description cannot tell of; the order of the members is the one below.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "parameter", "organizations", "errorId"})
@Schema(description = "What is wrong, as RFC 9457 has it")
record Problem(
        @Schema(description = "The kind of problem", example = "urn:tokentally:problem:invalid-parameter")
        String type,

        @Schema(example = "Invalid parameter") String title,

        @Schema(description = "The HTTP status", example = "400")
        int status,

        @Schema(
                description = "What is wrong with this request and what to do",
                example = "days must be a whole number from 1 to 3660, not 'abc'. Leave it out for the last 30 days.")
        String detail,

        @Schema(description = "The path that was asked", example = "/api/v1/usage/summary") @Nullable
        String instance,

        @Schema(description = "The parameter at fault, if it is one", example = "days") @Nullable
        String parameter,

        @Schema(description = "The organizations to choose from, if one has to be named") @Nullable
        List<String> organizations,

        @Schema(description = "By which the server's log knows this error; for status 500 alone") @Nullable
        String errorId) {

    private static final String TYPE = "urn:tokentally:problem:";

    static Problem of(HttpStatus status, String kind, String title, String detail) {
        return new Problem(TYPE + kind, title, status.value(), detail, null, null, null, null);
    }

    static Problem invalidParameter(InvalidParameterException invalid) {
        return new Problem(
                TYPE + "invalid-parameter",
                "Invalid parameter",
                HttpStatus.BAD_REQUEST.value(),
                invalid.detail(),
                null,
                invalid.parameter(),
                null,
                null);
    }

    static Problem organizationNotNamed(OrganizationNotNamedException choice) {
        return new Problem(
                TYPE + "organization-not-named",
                "Which organization?",
                HttpStatus.CONFLICT.value(),
                String.valueOf(choice.getMessage()),
                null,
                "organization",
                choice.choices().stream()
                        .map(membership -> membership.organizationId().value())
                        .toList(),
                null);
    }

    static Problem tooManyAttempts() {
        return of(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-attempts",
                "Too many attempts",
                "No password and no token is looked at for a while: too many were wrong, or too many came at once. Try again"
                        + " later.");
    }

    static Problem unauthenticated(String detail) {
        return of(HttpStatus.UNAUTHORIZED, "unauthenticated", "Sign-in needed", detail);
    }

    static Problem scopeMissing(ScopeMissingException missing) {
        return of(
                HttpStatus.FORBIDDEN,
                "scope-missing",
                "The token may not do that",
                String.valueOf(missing.getMessage()));
    }

    static Problem tokenRefused(ApiTokenRefusedException refused) {
        boolean byToken = refused.reason() == ApiTokenRefusedException.Reason.NOT_BY_TOKEN;
        return of(
                byToken ? HttpStatus.FORBIDDEN : HttpStatus.UNPROCESSABLE_CONTENT,
                byToken ? "not-by-token" : "token-refused",
                "Not possible with this token",
                String.valueOf(refused.getMessage()));
    }

    static Problem passwordNotEnough(String detail) {
        return of(HttpStatus.UNAUTHORIZED, "second-factor", "A password is not enough", detail);
    }

    static Problem forbidden(String detail) {
        return of(HttpStatus.FORBIDDEN, "forbidden", "Not allowed", detail);
    }

    static Problem unknownPath() {
        return of(
                HttpStatus.NOT_FOUND,
                "unknown-path",
                "No such path",
                "There is nothing at this path. The paths that there are stand in /v3/api-docs.");
    }

    static Problem busy(String detail) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too much at once", detail);
    }

    /** For what is not the client's fault and may be over in a moment. */
    static Problem unavailable() {
        return of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Not available just now",
                "The server cannot reach its database. Nothing is wrong with the request, nor with your name and"
                        + " password or your token. Try again in a moment.");
    }

    static Problem internal(String errorId) {
        return new Problem(
                TYPE + "internal",
                "Something went wrong here",
                HttpStatus.INTERNAL_SERVER_ERROR.value(),
                "The request was fine, but the server failed. Try again; if it stays, tell the operator the error id.",
                null,
                null,
                null,
                errorId);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path, parameter, organizations, errorId);
    }
}
