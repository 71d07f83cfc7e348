package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
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
        ExportFormat format) {

    ExportFormat formatAsked() {
        return Objects.requireNonNullElse(format, ExportFormat.CSV);
    }
}
