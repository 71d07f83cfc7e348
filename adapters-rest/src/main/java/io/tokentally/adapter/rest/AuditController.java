package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditFilter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Lets owners read, export and check the audit log of their organization. */
@RestController
@AuditApi
final class AuditController {

    private static final String PATH = "/api/v1/audit";
    private static final String CSV = "text/csv;charset=UTF-8";

    private final CurrentViewer currentViewer;
    private final ReadAuditUseCase audit;
    private final VerifyChainsUseCase chains;
    private final ExportOptions options;

    AuditController(
            CurrentViewer currentViewer,
            ReadAuditUseCase audit,
            VerifyChainsUseCase chains,
            ObjectProvider<ExportOptions> options) {
        this.currentViewer = currentViewer;
        this.audit = audit;
        this.chains = chains;
        this.options = options.getIfAvailable(() -> ExportOptions.DEFAULT);
    }

    @Operation(summary = "Audit entries", description = "The newest first, page by page: ask with before for the next.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.MEMBERS)
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    AuditResponse.Page entries(
            @ParameterObject @ModelAttribute AuditParameters parameters,
            @Valid @ParameterObject @ModelAttribute AuditParameters.Page page,
            @OrganizationParameter @Nullable String organization) {
        AuditFilter filter = parameters.filter();
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return AuditResponse.Page.of(
                viewer.organizationId().value(),
                audit.entries(viewer, filter, page.before(), page.most()),
                page.most());
    }

    @Operation(summary = "Export of audit entries", description = """
                    All entries of a query as CSV (RFC 4180, UTF-8), the newest first. A text that a spreadsheet would take \
                    for a formula has an apostrophe in front. The connection breaks if the export cannot be completed or is \
                    taken too slowly. That somebody took the log along is in the log.""")
    @ApiResponse(
            responseCode = "200",
            description = "As asked",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @NeedsScope(Scope.MEMBERS)
    @GetMapping(path = PATH + "/export.csv", produces = CSV)
    void export(
            @ParameterObject @ModelAttribute AuditParameters parameters,
            @OrganizationParameter @Nullable String organization,
            HttpServletResponse response)
            throws IOException {
        AuditFilter filter = parameters.filter();
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
        response.setContentType(CSV);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, ExportFileName.attachment("tokentally-audit.csv"));
        AuditCsv csv = new AuditCsv(new LeastRateOutput(response.getOutputStream(), options, System::nanoTime));
        audit.export(viewer, filter, csv::write);
        csv.finish();
    }

    @Operation(
            summary = "Is the audit log intact?",
            description = "Checks the organization's chain from its first entry to its last.")
    @ApiResponse(responseCode = "200", description = "As asked", useReturnTypeSchema = true)
    @NeedsScope(Scope.MEMBERS)
    @GetMapping(path = PATH + "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    AuditResponse.Verification verification(@OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        return AuditResponse.Verification.of(viewer.organizationId().value(), audit.verify(viewer), chains.publicKey());
    }
}
