package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.mailing.ChooseUsageMailUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.MailRhythm;
import io.tokentally.domain.mailing.UsageMailChoice;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Whether one is told of one's usage by mail. */
@RestController
@UsageApi
final class UsageMailController {

    private static final String PATH = "/api/v1/usage/mail";

    private final CurrentViewer currentViewer;
    private final ChooseUsageMailUseCase mails;

    UsageMailController(CurrentViewer currentViewer, ChooseUsageMailUseCase mails) {
        this.currentViewer = currentViewer;
        this.mails = mails;
    }

    @Operation(
            summary = "Your usage by mail",
            description =
                    "How often you are told of your usage in the organization by mail. Everybody, for themselves.")
    @NotByToken
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    UsageMailResponse choice(@OrganizationParameter @Nullable String organization) {
        return response(Parameters.viewer(currentViewer, organization));
    }

    @Operation(
            summary = "Choose your usage by mail",
            description = "Weeks and months that end from now on are told. Everybody, for themselves.")
    @NotByToken
    @PutMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    UsageMailResponse choose(
            @Valid @RequestBody UsageMailRequest request, @OrganizationParameter @Nullable String organization) {
        Viewer viewer = Parameters.changingViewer(currentViewer, organization);
        MailLanguage language =
                request.language() == null ? mails.choice(viewer).language() : request.language();
        if (request.rhythm() != MailRhythm.NONE) {
            mails.obstacle(viewer).ifPresent(obstacle -> {
                throw new InvalidParameterException("rhythm", "rhythm must be none: " + obstacle.sentence());
            });
        }
        mails.choose(viewer, new UsageMailChoice(request.rhythm(), language));
        return response(viewer);
    }

    private UsageMailResponse response(Viewer viewer) {
        UsageMailChoice found = mails.choice(viewer);
        return new UsageMailResponse(
                viewer.organizationId().value(),
                mails.obstacle(viewer).isEmpty(),
                found.rhythm().code(),
                found.language().code());
    }

    /** What somebody is told by mail. */
    @JsonPropertyOrder({"organization", "offered", "rhythm", "language"})
    @Schema(name = "UsageMail")
    record UsageMailResponse(
            String organization,

            @Schema(description = "Whether there is a mail server, and a mail has proven the address of your account")
            boolean offered,

            @Schema(allowableValues = {"none", "weekly", "monthly"})
            String rhythm,

            @Schema(
                    description = "Which language it is in",
                    allowableValues = {"en", "de"})
            String language) {}
}
