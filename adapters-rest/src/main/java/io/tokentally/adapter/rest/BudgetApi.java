package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the budgets. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(
        name = "Budgets",
        description = "What calls may cost, or how many they may be, in which time, and what happens then")
@ApiResponse(
        responseCode = "409",
        description = "There is a budget of that name",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ApiResponse(
        responseCode = "422",
        description = "A budget cannot be so",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ProblemResponses
@interface BudgetApi {}
