package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the API tokens. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(
        name = "API tokens",
        description = "What programs show this API. Not for tokens themselves: sign in with a password")
@ApiResponse(
        responseCode = "422",
        description = "A token cannot be made or revoked so",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ProblemResponses
@interface TokenApi {}
