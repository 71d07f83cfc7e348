package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailRhythm;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What somebody wants to be told by mail. */
@Schema(name = "UsageMailRequest")
record UsageMailRequest(
        @Schema(
                type = "string",
                allowableValues = {"none", "weekly", "monthly"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        @Refusal("rhythm must be none, weekly or monthly.")
        MailRhythm rhythm,

        @Schema(
                description = "Which language the mail is in; without it, it stays as it is",
                type = "string",
                allowableValues = {"en", "de"})
        @Refusal("language must be en or de. Leave it out to keep what it is.")
        @Nullable
        MailLanguage language)
        implements ApiBody {}
