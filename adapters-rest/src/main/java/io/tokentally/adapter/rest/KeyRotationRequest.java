package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.ReplacedKeyEnd;
import jakarta.validation.constraints.NotNull;

/** How long a key that is replaced goes on working. */
@Schema(name = "KeyRotationRequest")
record KeyRotationRequest(
        @Schema(
                description = "When the key ends, if it does not expire before",
                allowableValues = {"at_once", "in_an_hour", "in_a_day", "in_a_week", "when_revoked"},
                example = "in_a_day")
        @NotNull
        String ends)
        implements ApiBody {

    /** @throws InvalidParameterException if it is no such word */
    ReplacedKeyEnd end() {
        return ApiEnumNames.constant(ReplacedKeyEnd.class, ends)
                .orElseThrow(() -> new InvalidParameterException(
                        "ends",
                        "ends: it must be one of %s, and not %s."
                                .formatted(
                                        ApiEnumNames.words(ReplacedKeyEnd.class),
                                        InvalidParameterException.quote(ends))));
    }
}
