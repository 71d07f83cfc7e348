package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Which tags usage is to be told apart by. */
@Schema(name = "TagDimensionsRequest")
record TagDimensionsRequest(
        @Schema(
                description = "Names of tags, at most five; none to tell usage apart by no tag",
                example = "[\"team\", \"feature\"]",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Refusal("names must be an array of names of tags, at most five, which may be empty.")
        @JsonSetter(contentNulls = Nulls.FAIL)
        @NotNull
        List<String> names)
        implements ApiBody {}
