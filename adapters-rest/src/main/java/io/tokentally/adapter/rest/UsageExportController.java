package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ExportCallsUseCase;
import io.tokentally.application.port.in.usage.ExportId;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase.UnderWay;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.UsageRecord;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hands out all calls of a query as a file, while they are read. What goes wrong before the first bytes are sent becomes a
 * problem; what goes wrong later breaks the connection, so that a part is never taken for the whole.
 */
@RestController
@UsageApi
final class UsageExportController {

    /** An export that nobody has named. */
    private static final UnderWay UNFOLLOWED = new UnderWay() {
        @Override
        public void next() {}

        @Override
        public void complete() {}

        @Override
        public void close() {}
    };

    private final CurrentViewer currentViewer;
    private final ExportCallsUseCase exportCalls;
    private final FollowExportUseCase followExport;
    private final CallsFiles files;
    private final Periods periods;
    private final ExportOptions options;

    UsageExportController(
            CurrentViewer currentViewer,
            ExportCallsUseCase exportCalls,
            FollowExportUseCase followExport,
            TellShutdownUseCase shutdowns,
            Periods periods,
            ObjectProvider<ExportOptions> options) {
        this.currentViewer = currentViewer;
        this.exportCalls = exportCalls;
        this.followExport = followExport;
        this.files = new CallsFiles(shutdowns);
        this.periods = periods;
        this.options = options.getIfAvailable(() -> ExportOptions.DEFAULT);
    }

    @Operation(summary = "Export of calls", description = """
                    All calls of a query as CSV (RFC 4180, UTF-8), the newest first. Dates are ISO 8601 with the offset of \
                    the time zone asked for; costs are exact decimals, and empty where a cost is not known. Ten columns, whose \
                    names and order stay; with columns=all those ten first, then all that is kept of a call. A text that a \
                    spreadsheet would take for a formula has an apostrophe in front. The connection breaks, without \
                    the end of its chunks, if the export cannot be completed or is taken too slowly.""")
    @ApiResponse(
            responseCode = "200",
            description = "As asked",
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema =
                                    @Schema(
                                            type = "string",
                                            example =
                                                    "Date,User ID,Endpoint,Model,Input Tokens,Output Tokens,Total Tokens,"
                                                            + "Total Cost (USD),Success,Response Time (ms)\r\n"
                                                            + "2026-10-15T12:00:00.000Z,member@acme.example,extract_candidate_info,"
                                                            + "gpt-4.1-nano,10000,2500,12500,0.002,true,850\r\n")))
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/export.csv", produces = ExportFormat.CSV_TYPE)
    void exportCsv(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @ParameterObject @ModelAttribute CsvParameters csv,
            @OrganizationParameter @Nullable String organization,
            HttpServletResponse response)
            throws IOException {
        Viewer viewer = viewer(usage, organization);
        send(
                new ExportParameters(ExportFormat.CSV, null),
                csv,
                viewer,
                usage.query(periods.of(viewer, period)),
                response);
    }

    @Operation(summary = "Export of calls in a format", description = """
                    All calls of a query as a file, the newest first; docs/exports.md describes each format. csv is what \
                    export.csv is, and columns and bom are for it alone. jsonl has a call a line (JSON Lines), an object as in \
                    the list of calls, of which null is left out. parquet has a row a call in typed columns. focus is what the calls cost as a FOCUS 1.4 dataset, \
                    a row a charge and hour, and focus_unpriced tells which calls are missing from it, and why. The connection breaks, without the end of its chunks, if \
                    the export cannot be completed or is taken too slowly.""")
    @ApiResponse(
            responseCode = "200",
            description = "As asked",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = ExportFormat.JSONL_TYPE, schema = @Schema(implementation = CallResponse.class)),
                @Content(mediaType = ExportFormat.PARQUET_TYPE, schema = @Schema(type = "string", format = "binary"))
            })
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(
            path = "/api/v1/usage/export",
            produces = {ExportFormat.CSV_TYPE, ExportFormat.JSONL_TYPE, ExportFormat.PARQUET_TYPE})
    void export(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @ParameterObject @ModelAttribute UsageParameters usage,
            @Valid @ParameterObject @ModelAttribute ExportParameters export,
            @ParameterObject @ModelAttribute CsvParameters csv,
            @OrganizationParameter @Nullable String organization,
            HttpServletResponse response)
            throws IOException {
        Viewer viewer = viewer(usage, organization);
        send(export, csv, viewer, usage.query(periods.of(viewer, period)), response);
    }

    private Viewer viewer(UsageParameters usage, @Nullable String organization) {
        Parameters.requireScope(currentViewer, usage.scopeAsked());
        return Parameters.viewer(currentViewer, organization);
    }

    private void send(
            ExportParameters export, CsvParameters csv, Viewer viewer, CallQuery query, HttpServletResponse response)
            throws IOException {
        ExportFormat format = export.formatAsked();
        response.setContentType(format.contentType());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ExportFileName.contentDisposition(viewer.organizationId(), query.period(), format));
        OutputStream out = new LeastRateOutput(response.getOutputStream(), options, System::nanoTime);
        CallsFile file = files.begin(format, out, query.period().zone(), csv);
        try (UnderWay underWay = underWay(viewer, export.id())) {
            TagFilters.found(() -> {
                exportCalls.export(viewer, query, call -> {
                    underWay.next();
                    write(file, call);
                });
                return file;
            });
            finish(file);
            underWay.complete();
        }
    }

    private UnderWay underWay(Viewer viewer, @Nullable ExportId id) {
        return id == null ? UNFOLLOWED : followExport.begin(viewer, id);
    }

    private static void write(CallsFile file, UsageRecord call) {
        try {
            file.write(call);
        } catch (IOException e) {
            throw new ClientDisconnectedException(e);
        }
    }

    private static void finish(CallsFile file) {
        try {
            file.finish();
        } catch (IOException e) {
            throw new ClientDisconnectedException(e);
        }
    }
}
