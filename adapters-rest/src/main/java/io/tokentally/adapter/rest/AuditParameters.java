package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditFilter;
import java.time.Instant;
import java.util.function.Function;
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
        String from,

        @Parameter(description = "Only before this instant.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable
        String to,

        @Parameter(
                description = "Only entries that hold this text, in any case.",
                schema = @Schema(type = "string", maxLength = AuditFilter.MAX_TEXT))
        @Nullable
        String text) {

    /** @throws InvalidParameterException if one of them means nothing */
    AuditFilter filter() {
        String wantedAction =
                checked("action", action, value -> new AuditFilter(value, null, null, null, null, null, null));
        String wantedActor = text("actor", actor);
        String wantedSubject = text("subject", subject);
        String wantedPerson = text("person", person);
        String wantedText = text("text", text);
        Instant first = instant("from", from);
        Instant end = instant("to", to);
        return InvalidParameterException.refusedBy(
                "from",
                Parameters.FILTER_REMEDY,
                () -> new AuditFilter(wantedAction, wantedActor, wantedSubject, wantedPerson, first, end, wantedText));
    }

    private static @Nullable String text(String parameter, @Nullable String value) {
        return checked(parameter, value, given -> new AuditFilter(null, null, null, null, null, null, given));
    }

    private static @Nullable String checked(
            String parameter, @Nullable String value, Function<String, AuditFilter> domain) {
        String given = Parameters.given(value);
        if (given != null) {
            var unused =
                    InvalidParameterException.refusedBy(parameter, Parameters.FILTER_REMEDY, () -> domain.apply(given));
        }
        return given;
    }

    private static @Nullable Instant instant(String parameter, @Nullable String value) {
        String given = Parameters.given(value);
        return given == null
                ? null
                : InvalidParameterException.refusedBy(
                        parameter, Parameters.FILTER_REMEDY, () -> Parameters.instant(given));
    }
}
