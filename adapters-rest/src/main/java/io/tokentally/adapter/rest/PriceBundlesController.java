package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.ManagePriceBundlesUseCase;
import io.tokentally.domain.access.Session;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes price bundles in for operators of the installation. */
@RestController
@PriceApi
final class PriceBundlesController {

    private static final String PATH = "/api/v1/price-bundles";

    /** One more than a bundle may have is read, so that whoever reads it says so. */
    private static final int MAX_BYTES = 20 * 1024 * 1024;

    private final CurrentViewer currentViewer;
    private final ManagePriceBundlesUseCase bundles;

    PriceBundlesController(CurrentViewer currentViewer, ManagePriceBundlesUseCase bundles) {
        this.currentViewer = currentViewer;
        this.bundles = bundles;
    }

    @Operation(
            summary = "Price bundles",
            description =
                    "Which was applied last, which waits and what it would change, and whose are taken. Operators, by password.")
    @NotByToken
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    PriceBundlesResponse bundles() {
        return PriceBundlesResponse.of(bundles.bundles(currentViewer.session()));
    }

    @Operation(
            summary = "Offer a price bundle",
            description =
                    "The body is the bundle. It is verified and linted, and waits in the place of any other; nothing is priced by it until it is applied. Operators, by password.")
    @NotByToken
    @PostMapping(path = PATH, consumes = "application/zip", produces = MediaType.APPLICATION_JSON_VALUE)
    PriceBundlesResponse.Waiting offer(@Parameter(hidden = true) InputStream body) throws IOException {
        Session session = currentViewer.session();
        session.requireOperator();
        byte[] content = body.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new UnreadableBodyException(
                    HttpStatus.CONTENT_TOO_LARGE, "A price bundle has at most 20 MB. Send one that is smaller.");
        }
        return PriceBundlesResponse.Waiting.of(bundles.offer(session, "in the request", content));
    }

    @Operation(
            summary = "Apply the price bundle that waits",
            description =
                    "Calls that are recorded from then on are priced by it, on every instance. The path names the bundle that was looked at, by its SHA-256. Operators, by password.")
    @NotByToken
    @PostMapping(path = PATH + "/{sha256}/application", produces = MediaType.APPLICATION_JSON_VALUE)
    PriceBundlesResponse.Bundle apply(@PathVariable("sha256") String sha256) {
        return PriceBundlesResponse.Bundle.of(bundles.apply(currentViewer.session(), sha256));
    }
}
