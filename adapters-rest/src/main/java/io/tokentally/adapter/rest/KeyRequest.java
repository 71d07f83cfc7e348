package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.text.ChosenName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which key is to be made.
 *
 * @param service whose key it is; absent for the viewer's own
 */
record KeyRequest(NewKey wanted, @Nullable UserId service) {

    private static final List<String> FIELDS =
            List.of("name", "service", "expiresAt", "requestsPerMinute", "concurrentCalls", "policy");

    static KeyRequest read(InputStream body) throws IOException {
        JsonBody json = JsonBody.read(body, FIELDS);
        return new KeyRequest(
                new NewKey(
                        json.required("name", name -> ChosenName.require("it", name, VirtualKey.MAX_NAME_LENGTH)),
                        json.optional("expiresAt", Parameters::instant),
                        new KeyLimits(
                                json.optionalInteger("requestsPerMinute"), json.optionalInteger("concurrentCalls")),
                        KeyPolicyJson.read(json, "policy")),
                json.optional("service", name -> new UserId(ChosenName.require("it", name, UserId.MAX_LENGTH))));
    }

    /** The body as the description shows it. */
    @Schema(
            name = "KeyRequest",
            requiredProperties = {"name"})
    record Body(
            @Schema(description = "What you call it", example = "laptop", maxLength = VirtualKey.MAX_NAME_LENGTH)
            String name,

            @Schema(
                    description = "The name of the service that it is for, for owners; by default it is your own",
                    example = "nightly-import")
            String service,

            @Schema(format = "date-time", description = "From when on it is refused; by default never")
            String expiresAt,

            @Schema(description = "For owners; by default the installation's limit", minimum = "1")
            Integer requestsPerMinute,

            @Schema(description = "For owners; by default the installation's limit", minimum = "1")
            Integer concurrentCalls,

            @Schema(description = "What it may do; by default what the organization's keys may do as a rule")
            KeyPolicyJson policy) {}
}
