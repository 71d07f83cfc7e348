package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the prices. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(name = "Prices", description = "What models cost")
@ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
@ProblemResponses
@interface PriceApi {}
