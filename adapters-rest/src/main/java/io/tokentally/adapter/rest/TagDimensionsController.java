package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.report.ManageTagDimensionsUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.TagDimension;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Which tags usage is told apart by. */
@RestController
@UsageApi
final class TagDimensionsController {

    private static final String PATH = "/api/v1/organization/tag-dimensions";

    private final CurrentViewer currentViewer;
    private final ManageTagDimensionsUseCase tags;

    TagDimensionsController(CurrentViewer currentViewer, ManageTagDimensionsUseCase tags) {
        this.currentViewer = currentViewer;
        this.tags = tags;
    }

    @Operation(summary = "Declared tags", description = "The tags that reports can be asked by. Everybody.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    TagDimensionsResponse dimensions(@OrganizationParameter @Nullable String organization) {
        return response(Parameters.viewer(currentViewer, organization));
    }

    @Operation(
            summary = "Declare tags",
            description = "These and no others. Past calls are told apart by what is new little by little. Owners.")
    @NotByToken
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    TagDimensionsResponse declare(
            @Valid @RequestBody TagDimensionsRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        InvalidParameterException.refusedBy("names", Parameters.BODY_REMEDY, () -> {
            tags.declare(viewer, request.names());
            return viewer;
        });
        return response(viewer);
    }

    private TagDimensionsResponse response(Viewer viewer) {
        return new TagDimensionsResponse(
                viewer.organizationId().value(),
                TagDimension.MOST,
                tags.dimensions(viewer).stream().map(TagDimensionResponse::of).toList());
    }

    /** Declared tags. */
    @JsonPropertyOrder({"organization", "most", "dimensions"})
    @Schema(name = "TagDimensions")
    record TagDimensionsResponse(
            @Schema(example = "acme") String organization,

            @Schema(description = "How many may be declared")
            int most,

            List<TagDimensionResponse> dimensions) {}

    /** A declared tag. */
    @JsonPropertyOrder({"name", "values", "mostValues", "complete", "completeFrom"})
    @Schema(name = "TagDimension")
    record TagDimensionResponse(
            @Schema(example = "team") String name,

            @Schema(description = "How many are told apart this month")
            long values,

            @Schema(description = "How many may be in a month; what is beyond is told as Other")
            int mostValues,

            @Schema(description = "Whether past calls are told apart by it, too, but for those of sealed months")
            boolean complete,

            @Schema(description = "From when on calls are told apart by it, as long as not all are") @Nullable
            Instant completeFrom) {

        static TagDimensionResponse of(TagDimension dimension) {
            return new TagDimensionResponse(
                    dimension.tag().name(),
                    dimension.values(),
                    TagDimension.MOST_VALUES,
                    dimension.isComplete(),
                    dimension.completeFrom());
        }
    }
}
