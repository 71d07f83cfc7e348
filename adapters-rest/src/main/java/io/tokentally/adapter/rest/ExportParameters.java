package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.usage.ExportId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What kind of file is asked for. A parameter that is empty is as good as left out. */
record ExportParameters(
        @Parameter(
                description = "What kind of file it is.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"csv", "jsonl", "parquet", "focus", "focus_unpriced"},
                                defaultValue = "csv"))
        @Refusal("format must be csv, jsonl, parquet, focus or focus_unpriced, not %s. Leave it out for csv.")
        @Nullable
        ExportFormat format,

        @Parameter(
                description = "Any UUID of one's own, by which the dashboard follows and stops the export.",
                schema = @Schema(type = "string", format = "uuid"))
        @Refusal("id must be a UUID, not %s. Leave it out where nobody follows the export.")
        @Nullable
        ExportId id) {

    ExportFormat formatAsked() {
        return Objects.requireNonNullElse(format, ExportFormat.CSV);
    }
}
