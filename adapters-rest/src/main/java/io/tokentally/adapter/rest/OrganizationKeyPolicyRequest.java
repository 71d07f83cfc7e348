package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import org.jspecify.annotations.Nullable;

/** What is to be laid down for an organization's keys. */
@Schema(name = "OrganizationKeyPolicyRequest")
record OrganizationKeyPolicyRequest(
        @Schema(implementation = KeyPolicyJson.class, description = "By default models and resources") @Nullable
        KeyPolicyRequest usual,

        @Schema(implementation = KeyPolicyJson.class, description = "By default none") @Nullable
        KeyPolicyRequest ceiling,

        @Schema(description = "By default the installation's limit", minimum = "0") @Nullable
        Integer mostKeys,

        @Schema(
                description = "How many days members' own new keys are good for at most; by default for ever",
                minimum = "1",
                maximum = "3650")
        @Nullable
        Integer mostDays)
        implements ApiBody {

    OrganizationKeyPolicy policy() {
        return new OrganizationKeyPolicy(
                usual == null ? KeyPolicy.STANDARD : usual.policy(),
                ceiling == null ? null : ceiling.policy(),
                mostKeys,
                mostDays);
    }
}
