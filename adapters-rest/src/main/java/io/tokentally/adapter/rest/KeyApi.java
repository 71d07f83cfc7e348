package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the keys. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(name = "Keys", description = "What programs call with through the gateway, and what it calls providers with")
@ApiResponse(
        responseCode = "422",
        description = "A key cannot be made, changed, stored or revoked so",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ProblemResponses
@interface KeyApi {}
