package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PriceHistory;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceQuery;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says what models cost, what they have cost, and what a call would cost. */
@RestController
@PriceApi
final class PricesController {

    private static final String NAME_REMEDY = "Find the name with /api/v1/prices.";

    private final CurrentViewer currentViewer;
    private final BrowsePricesUseCase browsePrices;
    private final Clock clock;

    PricesController(CurrentViewer currentViewer, BrowsePricesUseCase browsePrices, Clock clock) {
        this.currentViewer = currentViewer;
        this.browsePrices = browsePrices;
        this.clock = clock;
    }

    @Operation(
            summary = "Prices in force",
            description =
                    "What each model costs on each service tier, as your organization pays, or by the list for operators. Everybody.")
    @NeedsScope({Scope.PRICES, Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.KEYS, Scope.MEMBERS, Scope.BUDGETS})
    @GetMapping(path = "/api/v1/prices", produces = MediaType.APPLICATION_JSON_VALUE)
    PricesResponse prices(
            @Valid @ParameterObject @ModelAttribute PriceParameters parameters,
            @OrganizationParameter @Nullable String organization) {
        Instant at = Objects.requireNonNullElse(parameters.at(), clock.instant());
        int offset = Objects.requireNonNullElse(parameters.offset(), 0);
        int limit = Objects.requireNonNullElse(parameters.limit(), PriceParameters.DEFAULT_LIMIT);
        Payer payer = Parameters.payer(currentViewer, organization);
        List<PriceResponse> found = browsePrices.models(payer, at).stream()
                .filter(parameters::asksFor)
                .flatMap(model -> pricesOf(model, parameters.tier()).stream())
                .toList();
        return new PricesResponse(
                organizationOf(payer),
                at.toString(),
                found.size(),
                offset,
                limit,
                found.stream().skip(offset).limit(limit).toList());
    }

    private static @Nullable String organizationOf(Payer payer) {
        Viewer viewer = payer.viewer();
        return viewer == null ? null : viewer.organizationId().value();
    }

    private static List<PriceResponse> pricesOf(PricedModel model, @Nullable ServiceTier tier) {
        return model.prices().stream()
                .filter(price -> tier == null || tier.equals(price.serviceTier()))
                .map(price -> PriceResponse.of(price, model.discounts()))
                .toList();
    }

    @Operation(
            summary = "A model's prices over time",
            description = "Every version there has been, is, or is known to come, the newest first. Everybody.")
    @NeedsScope({Scope.PRICES, Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.KEYS, Scope.MEMBERS, Scope.BUDGETS})
    @GetMapping(path = "/api/v1/prices/{provider}/{model}", produces = MediaType.APPLICATION_JSON_VALUE)
    PriceHistoryResponse history(
            @Parameter(example = "openai") @PathVariable("provider") String provider,
            @Parameter(example = "gpt-4.1-nano") @PathVariable("model") String model,
            @OrganizationParameter @Nullable String organization) {
        Provider of = InvalidParameterException.refusedBy("provider", NAME_REMEDY, () -> new Provider(provider));
        ModelName name = InvalidParameterException.refusedBy("model", NAME_REMEDY, () -> new ModelName(model));
        Payer payer = Parameters.payer(currentViewer, organization);
        PriceHistory history = browsePrices.history(payer, of, name);
        if (history.versions().isEmpty()) {
            throw new UnknownModelException(of, name);
        }
        return new PriceHistoryResponse(
                organizationOf(payer),
                of.value(),
                name.value(),
                history.versions().stream()
                        .map((ModelPrice price) ->
                                PriceResponse.of(price, history.withdrawals().get(price.version())))
                        .toList());
    }

    /** For models whose name has a slash in it. What is captured to the end of a path begins with one. */
    @Hidden
    @NeedsScope({Scope.PRICES, Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.KEYS, Scope.MEMBERS, Scope.BUDGETS})
    @GetMapping(path = "/api/v1/prices/{provider}/{vendor}/{*rest}", produces = MediaType.APPLICATION_JSON_VALUE)
    PriceHistoryResponse history(
            @PathVariable("provider") String provider,
            @PathVariable("vendor") String vendor,
            @PathVariable("rest") String rest,
            @Nullable String organization) {
        return history(provider, vendor + rest, organization);
    }

    @Operation(
            summary = "What a call would cost",
            description =
                    "Prices a call that nobody has made, line by line, as your organization pays, or by the list for operators. Everybody.")
    @ApiResponse(
            responseCode = "413",
            description = "The body is too large",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "415",
            description = "The body is no JSON by its Content-Type",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @NeedsScope({Scope.PRICES, Scope.OWN_USAGE, Scope.ORGANIZATION_USAGE, Scope.KEYS, Scope.MEMBERS, Scope.BUDGETS})
    @PostMapping(
            path = "/api/v1/prices/estimate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    EstimateResponse estimate(
            @Valid @RequestBody EstimateRequest request, @OrganizationParameter @Nullable String organization) {
        PriceQuery query = request.query(clock.instant());
        Quantities amounts = request.amounts();
        Payer payer = Parameters.payer(currentViewer, organization);
        return EstimateResponse.of(browsePrices.estimate(payer, query, amounts));
    }

    /** Which prices are asked for. A parameter that is empty is as good as left out. */
    record PriceParameters(
            @Parameter(
                    description = "Only this provider's, such as openai.",
                    schema = @Schema(type = "string", maxLength = Provider.MAX_LENGTH))
            @Nullable
            Provider provider,

            @Parameter(
                    description = "Only models with this in their name, in whichever case.",
                    schema = @Schema(type = "string", maxLength = ModelName.MAX_LENGTH))
            @Nullable
            ModelName model,

            @Parameter(
                    description = "Only this service tier, such as batch.",
                    schema = @Schema(type = "string", maxLength = ServiceTier.MAX_LENGTH))
            @Nullable
            ServiceTier tier,

            @Parameter(
                    description = "When they hold, such as 2026-10-15T12:00:00Z; by default now.",
                    schema = @Schema(type = "string", format = "date-time"))
            @Nullable
            Instant at,

            @Parameter(
                    description = "How many prices to return at most.",
                    schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "200"))
            @Min(1)
            @Max(PriceParameters.MAX_LIMIT)
            @Refusal("limit must be a whole number from 1 to " + PriceParameters.MAX_LIMIT
                    + ", not %s. Leave it out for " + PriceParameters.DEFAULT_LIMIT + ".")
            @Nullable
            Integer limit,

            @Parameter(
                    description = "How many prices to skip.",
                    schema = @Schema(type = "integer", minimum = "0", defaultValue = "0"))
            @Min(0)
            @Refusal(PriceParameters.OFFSET)
            @Nullable
            Integer offset) {

        static final String OFFSET =
                "offset must be a whole number from 0 to " + Integer.MAX_VALUE + ", not %s. Leave it out for 0.";
        static final int DEFAULT_LIMIT = 200;
        private static final int MAX_LIMIT = 1_000;

        boolean asksFor(PricedModel priced) {
            return (provider == null || provider.equals(priced.provider()))
                    && (model == null || lower(priced.model()).contains(lower(model)));
        }

        private static String lower(ModelName name) {
            return name.value().toLowerCase(Locale.ROOT);
        }
    }
}
