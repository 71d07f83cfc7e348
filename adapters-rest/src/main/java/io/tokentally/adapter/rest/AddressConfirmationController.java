package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.mailing.MailLanguage;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Has a link sent by which one shows that one reads mail at one's address. */
@RestController
@Tag(name = "Usage")
@ProblemResponses
final class AddressConfirmationController {

    private final CurrentViewer currentViewer;
    private final ConfirmAddressUseCase confirmations;

    AddressConfirmationController(CurrentViewer currentViewer, ConfirmAddressUseCase confirmations) {
        this.currentViewer = currentViewer;
        this.confirmations = confirmations;
    }

    @Operation(
            summary = "Have a link sent that confirms your address",
            description =
                    "It goes to the address of your account, in the language that the request accepts, and works once within a"
                            + " day. The answer is the same whatever comes of it: none is sent where a mail has proven the address already,"
                            + " after three within an hour or five within a day, or where no mail server is set. Everybody, for themselves.")
    @ApiResponse(responseCode = "202", description = "If one can be sent, it is on its way")
    @NotByToken
    @PostMapping("/api/v1/usage/mail/confirmation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void request(@Parameter(hidden = true) Locale language) {
        confirmations.request(currentViewer.session(), MailLanguage.nearest(language));
    }
}
