package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.forecast.ForecastUsageUseCase;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.forecast.CostForecaster;
import io.tokentally.domain.forecast.ForecastError;
import io.tokentally.domain.forecast.ForecastRange;
import io.tokentally.domain.forecast.UsageForecast;
import io.tokentally.domain.summary.Period;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells what a window that is not over will cost. */
@RestController
@UsageApi
final class ForecastController {

    private final CurrentViewer currentViewer;
    private final ForecastUsageUseCase forecasts;
    private final ManageCalendarUseCase calendar;
    private final Clock clock;

    ForecastController(
            CurrentViewer currentViewer, ForecastUsageUseCase forecasts, ManageCalendarUseCase calendar, Clock clock) {
        this.currentViewer = currentViewer;
        this.forecasts = forecasts;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Operation(
            summary = "What the month will cost",
            description =
                    "Or any window that is not over: an estimate, with a range that holds what comes in four of five"
                            + " cases, and by how much such forecasts were off. Your own usage; the organization's for admins and owners.")
    @NeedsScope({Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE})
    @GetMapping(path = "/api/v1/usage/forecast", produces = MediaType.APPLICATION_JSON_VALUE)
    Told forecast(
            @Valid @ParameterObject @ModelAttribute ForecastParameters parameters,
            @ParameterObject @ModelAttribute ScopeParameters scope,
            @OrganizationParameter @Nullable String organization) {
        Parameters.requireScope(currentViewer, scope.asked());
        Viewer viewer = Parameters.viewer(currentViewer, organization);
        ZoneId zone = calendar.calendar(viewer).zone();
        Period window = parameters.window(LocalDate.ofInstant(clock.instant(), zone), zone);
        return Told.of(viewer, window, forecasts.forecast(viewer, scope.asked(), window));
    }

    /** A forecast as JSON. */
    @JsonPropertyOrder({
        "organization",
        "from",
        "to",
        "zone",
        "currency",
        "soFar",
        "likely",
        "least",
        "most",
        "knownDays",
        "neededDays",
        "error"
    })
    @Schema(name = "Forecast")
    record Told(
            String organization,
            @Schema(format = "date") String from,
            @Schema(format = "date") String to,
            String zone,
            @Schema(example = "USD") String currency,

            @Schema(description = "What the window has cost, exactly", example = "12.3456")
            String soFar,

            @Schema(description = "An estimate; null where the past is too short", example = "30.12") @Nullable
            String likely,

            @Schema(description = "In four of five cases it will be this or more", example = "27.5") @Nullable
            String least,

            @Schema(description = "And this or less", example = "33.1") @Nullable
            String most,

            @Schema(description = "Of how many days before today it is known what they cost")
            int knownDays,

            @Schema(description = "How many are needed") int neededDays,

            @Schema(description = "How far off forecasts from the middle of a month were; null where none can be told")
            @Nullable
            Miss error) {

        static Told of(Viewer viewer, Period window, UsageForecast forecast) {
            ForecastRange range = forecast.range();
            ForecastError error = forecast.error();
            return new Told(
                    viewer.organizationId().value(),
                    window.firstDay().toString(),
                    window.lastDay().toString(),
                    window.zone().getId(),
                    forecast.soFar().currency().getCurrencyCode(),
                    forecast.soFar().amount().toPlainString(),
                    range == null ? null : range.likely().amount().toPlainString(),
                    range == null ? null : range.least().amount().toPlainString(),
                    range == null ? null : range.most().amount().toPlainString(),
                    forecast.knownDays(),
                    CostForecaster.LEAST_DAYS,
                    error == null
                            ? null
                            : new Miss(error.months(), error.percent().toPlainString()));
        }
    }

    /** How far off forecasts were. */
    @JsonPropertyOrder({"months", "percent"})
    @Schema(name = "ForecastError")
    record Miss(
            @Schema(description = "Over how many of the last six months")
            int months,

            @Schema(description = "On average", example = "4.2")
            String percent) {}
}
