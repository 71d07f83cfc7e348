package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI description says of each path of the members and the invitations. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(name = "Members", description = "Who belongs to the organization, in which role, and who is invited: for owners")
@ApiResponse(
        responseCode = "422",
        description = "A member or an invitation cannot be changed so",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@ProblemResponses
@interface MemberApi {}
