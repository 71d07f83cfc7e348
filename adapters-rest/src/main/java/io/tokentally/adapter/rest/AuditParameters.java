package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditFilter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which audit entries are asked for. A parameter that is empty is as good as left out. */
record AuditParameters(
        @Parameter(
                description = "Only this action, such as price.added, or all of a thing, such as price.",
                schema = @Schema(type = "string", maxLength = AuditAction.MAX_LENGTH))
        @Nullable
        String action,

        @Parameter(
                description = "Only what this user did.",
                schema = @Schema(type = "string", maxLength = AuditFilter.MAX_TEXT))
        @Nullable
        String actor,

        @Parameter(
                description = "Only what was done to this user or thing.",
                schema = @Schema(type = "string", maxLength = AuditFilter.MAX_TEXT))
        @Nullable
        String subject,

        @Parameter(
                description = "Only what this user did or what was done to them.",
                schema = @Schema(type = "string", maxLength = AuditFilter.MAX_TEXT))
        @Nullable
        String person,

        @Parameter(description = "Only from this instant on.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable
        Instant from,

        @Parameter(description = "Only before this instant.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable
        Instant to,

        @Parameter(
                description = "Only entries that hold this text, in any case.",
                schema = @Schema(type = "string", maxLength = AuditFilter.MAX_TEXT))
        @Nullable
        String text) {

    /**
     * Each text is tried by itself first, so that the one at fault is named.
     *
     * @throws InvalidParameterException if one of them means nothing
     */
    AuditFilter filter() {
        var unused = tried("action", () -> new AuditFilter(action, null, null, null, null, null, null));
        unused = tried("actor", () -> new AuditFilter(null, actor, null, null, null, null, null));
        unused = tried("subject", () -> new AuditFilter(null, null, subject, null, null, null, null));
        unused = tried("person", () -> new AuditFilter(null, null, null, person, null, null, null));
        unused = tried("text", () -> new AuditFilter(null, null, null, null, null, null, text));
        return tried("from", () -> new AuditFilter(action, actor, subject, person, from, to, text));
    }

    private static AuditFilter tried(String parameter, Supplier<AuditFilter> domain) {
        return InvalidParameterException.refusedBy(parameter, Parameters.FILTER_REMEDY, domain);
    }

    /** Which page of them is asked for. */
    record Page(
            @Parameter(
                    description = "How many entries to return at most.",
                    schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
            @Min(1)
            @Max(ReadAuditUseCase.MAX_LIMIT)
            @Refusal("limit must be a whole number from 1 to " + ReadAuditUseCase.MAX_LIMIT
                    + ", not %s. Leave it out for " + Page.DEFAULT_LIMIT + ".")
            @Nullable
            Integer limit,

            @Parameter(
                    description = "Only entries with a lower number, as nextBefore says.",
                    schema = @Schema(type = "integer", minimum = "1"))
            @Refusal("before: it must be the number of an entry, not %s. Take it from nextBefore, or leave it out.")
            @Nullable
            Long before) {

        private static final int DEFAULT_LIMIT = 50;

        int most() {
            return Objects.requireNonNullElse(limit, DEFAULT_LIMIT);
        }
    }
}
