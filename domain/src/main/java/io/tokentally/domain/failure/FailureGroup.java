package io.tokentally.domain.failure;

import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What failed calls have in common.
 *
 * @param httpStatus with which the provider answered, if it did
 * @param model that served or was asked, its snapshots together
 */
public record FailureGroup(Failure.Kind kind, @Nullable Integer httpStatus, String model, String endpoint) {}
