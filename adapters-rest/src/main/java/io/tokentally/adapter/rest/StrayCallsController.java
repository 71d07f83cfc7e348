package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.domain.access.UsageScope;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells operators which calls were refused that came without a key of the installation. */
@RestController
@UsageApi
final class StrayCallsController {

    private static final String PATH = "/api/v1/installation/refused-calls";

    private final CurrentViewer currentViewer;
    private final ReadStrayCallsUseCase strayCalls;
    private final Clock clock;

    StrayCallsController(CurrentViewer currentViewer, ReadStrayCallsUseCase strayCalls, Clock clock) {
        this.currentViewer = currentViewer;
        this.strayCalls = strayCalls;
        this.clock = clock;
    }

    @Operation(
            summary = "Refused calls of nobody's",
            description =
                    "How many calls were refused that came without a key of this installation, and why. Operators, by password.")
    @NotByToken
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    RefusedCallsResponse refusedCalls(
            @Valid @ParameterObject @ModelAttribute PeriodParameters period,
            @Valid @ParameterObject @ModelAttribute RefusedCallsParameters parameters) {
        return RefusedCallsResponse.of(
                null,
                strayCalls.report(
                        currentViewer.session(),
                        parameters.query(
                                UsageScope.ORGANIZATION,
                                period.period(
                                        clock.instant(), Objects.requireNonNullElse(period.zone(), ZoneOffset.UTC)))));
    }

    @Operation(
            summary = "The newest refused calls of nobody's",
            description = "Of the last hundred, with how a key began that nobody knows. Operators, by password.")
    @NotByToken
    @GetMapping(path = PATH + "/samples", produces = MediaType.APPLICATION_JSON_VALUE)
    RefusedCallSamplesResponse samples() {
        return RefusedCallSamplesResponse.of(null, strayCalls.samples(currentViewer.session()));
    }
}
