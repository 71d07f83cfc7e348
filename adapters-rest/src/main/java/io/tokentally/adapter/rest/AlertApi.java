package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the alerts. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(name = "Alerts", description = "What crossed a line, where it is told, and whether that arrived")
@ApiResponse(
        responseCode = "422",
        description = "Not possible with these alerts",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ProblemResponses
@interface AlertApi {}
