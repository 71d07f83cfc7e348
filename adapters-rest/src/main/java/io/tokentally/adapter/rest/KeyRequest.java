package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which key is to be made. */
@Schema(name = "KeyRequest")
record KeyRequest(
        @Schema(description = "What you call it", example = "laptop", maxLength = VirtualKey.MAX_NAME_LENGTH) @NotNull
        String name,

        @Schema(
                description = "The name of the service that it is for, for owners; by default it is your own",
                example = "nightly-import")
        @Nullable
        String service,

        @Schema(format = "date-time", description = "From when on it is refused; by default never") @Nullable
        Instant expiresAt,

        @Schema(description = "For owners; by default the installation's limit", minimum = "1") @Nullable
        Integer requestsPerMinute,

        @Schema(description = "For owners; by default the installation's limit", minimum = "1") @Nullable
        Integer concurrentCalls,

        @Schema(
                implementation = KeyPolicyJson.class,
                description = "What it may do; by default what the organization's keys may do as a rule")
        @Nullable
        KeyPolicyRequest policy)
        implements ApiBody {

    /** @throws InvalidParameterException if the name is none */
    NewKey wanted() {
        return new NewKey(
                Parameters.chosenName("name", name, VirtualKey.MAX_NAME_LENGTH),
                expiresAt,
                new KeyLimits(requestsPerMinute, concurrentCalls),
                policy == null ? null : policy.policy());
    }

    /**
     * Whose key it is; absent for the viewer's own.
     *
     * @throws InvalidParameterException if the service's name is none
     */
    @Nullable
    UserId serviceId() {
        return service == null ? null : new UserId(Parameters.chosenName("service", service, UserId.MAX_LENGTH));
    }
}
