package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an export of calls is written. A parameter that is empty is as good as left out. */
record CsvParameters(
        @Parameter(
                description = "The ten known columns, or all that is kept of a call.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"known", "all"},
                                defaultValue = "known"))
        @Refusal("columns must be known or all, not %s. Leave it out for the ten known ones.")
        @Nullable
        Columns columns,

        @Parameter(
                description = "Whether it begins with a byte order mark, which some spreadsheets need for UTF-8.",
                schema = @Schema(type = "boolean", defaultValue = "false"))
        @Refusal("bom must be true or false, not %s. Leave it out for false.")
        @Nullable
        Boolean bom) {

    /** Which columns. */
    enum Columns {
        KNOWN,
        ALL
    }

    List<CallColumn> columns(ZoneId zone, TellShutdownUseCase shutdowns) {
        return columns == Columns.ALL ? CallColumn.all(zone, shutdowns) : CallColumn.known(zone);
    }

    boolean byteOrderMark() {
        return Boolean.TRUE.equals(bom);
    }
}
