package io.tokentally.ui.link;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ResetPasswordUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.ui.text.ServerText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * Answers with the pages of private links, and does what their scripts ask for. The secret comes in the body of a request,
 * never in an address.
 */
@Controller
public final class LinkController {

    /** Where an invitation's link leads. */
    public static final String INVITATION = "/invitation";

    /** Where the link to a new password leads. */
    public static final String RESET = "/reset";

    /** Where the link leads that confirms an address. */
    public static final String CONFIRMATION = "/confirmation";

    /** Where people ask for a link to a new password. */
    public static final String FORGOTTEN = "/forgotten";

    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    private static final String GONE = "gone";

    private final LinkPage page;
    private final AnswerInvitationUseCase invitations;
    private final ResetPasswordUseCase resets;
    private final ConfirmAddressUseCase confirmations;
    private final CurrentViewer currentViewer;

    public LinkController(
            I18NProvider texts,
            AnswerInvitationUseCase invitations,
            ResetPasswordUseCase resets,
            ConfirmAddressUseCase confirmations,
            CurrentViewer currentViewer) {
        this.page = new LinkPage(texts);
        this.invitations = invitations;
        this.resets = resets;
        this.confirmations = confirmations;
        this.currentViewer = currentViewer;
    }

    @GetMapping(path = INVITATION, produces = HTML)
    @ResponseBody
    String invitation() {
        return page.invitation("");
    }

    /** Where people come back to who had to sign in first. */
    @GetMapping(path = INVITATION + "/accept", produces = HTML)
    @ResponseBody
    String invitationAfterSignIn() {
        return page.invitation("../");
    }

    @GetMapping(path = RESET, produces = HTML)
    @ResponseBody
    String reset() {
        return page.reset();
    }

    @GetMapping(path = CONFIRMATION, produces = HTML)
    @ResponseBody
    String confirmation() {
        return page.confirmation();
    }

    @GetMapping(path = FORGOTTEN, produces = HTML)
    @ResponseBody
    String forgotten() {
        return resets.sendsMail() ? page.forgotten() : page.forgotten("without-mail");
    }

    /** Says the same whether somebody has that address or nobody has. */
    @PostMapping(path = FORGOTTEN, produces = HTML)
    @ResponseBody
    String forgotten(@RequestParam("username") String login) {
        if (!resets.sendsMail()) {
            return page.forgotten("without-mail");
        }
        try {
            resets.request(login);
            return page.forgotten("sent");
        } catch (MembershipRefusedException e) {
            return page.forgotten("too-often");
        }
    }

    @PostMapping(INVITATION + "/open")
    ResponseEntity<Map<String, Object>> open(@RequestParam("secret") String secret) {
        return answer(
                () -> read(secret).flatMap(invitations::find).map(this::told).orElse(Map.of("state", GONE)));
    }

    private Map<String, Object> told(InvitationOffer offer) {
        String address = offer.address().value();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("state", state(offer, address));
        told.put("organization", offer.organizationName());
        told.put("role", page.role(offer.role()));
        told.put("address", address);
        return told;
    }

    private String state(InvitationOffer offer, String address) {
        Optional<String> signedIn = signedInAs();
        if (signedIn.isPresent()) {
            return signedIn.get().equalsIgnoreCase(address) ? "accept" : "other";
        }
        return offer.hasAccount() ? "known" : "join";
    }

    private Optional<String> signedInAs() {
        try {
            return Optional.of(currentViewer.session().person().login());
        } catch (AccessRefusedException e) {
            return Optional.empty();
        }
    }

    @PostMapping(INVITATION + "/join")
    ResponseEntity<Map<String, Object>> join(
            @RequestParam("secret") String secret,
            @RequestParam("name") String name,
            @RequestParam("password") String password) {
        return answer(() -> {
            invitations.join(required(secret), name, new NewPassword(password));
            return Map.of("state", "joined");
        });
    }

    @PostMapping(INVITATION + "/accept")
    ResponseEntity<Map<String, Object>> accept(@RequestParam("secret") String secret) {
        return answer(() -> {
            invitations.accept(currentViewer.session(), required(secret));
            return Map.of("state", "accepted");
        });
    }

    @PostMapping(INVITATION + "/decline")
    ResponseEntity<Map<String, Object>> decline(@RequestParam("secret") String secret) {
        return answer(() -> {
            invitations.decline(required(secret));
            return Map.of("state", "declined");
        });
    }

    @PostMapping(RESET + "/open")
    ResponseEntity<Map<String, Object>> openReset(@RequestParam("secret") String secret) {
        return answer(() -> read(secret)
                .flatMap(resets::findReset)
                .<Map<String, Object>>map(offer -> Map.of("state", "reset", "address", offer.login()))
                .orElse(Map.of("state", GONE)));
    }

    @PostMapping(RESET + "/reset")
    ResponseEntity<Map<String, Object>> reset(
            @RequestParam("secret") String secret, @RequestParam("password") String password) {
        return answer(() -> {
            resets.reset(required(secret), new NewPassword(password));
            return Map.of("state", "done");
        });
    }

    @PostMapping(CONFIRMATION + "/open")
    ResponseEntity<Map<String, Object>> openConfirmation(@RequestParam("secret") String secret) {
        return answer(() -> read(secret)
                .flatMap(confirmations::findConfirmation)
                .<Map<String, Object>>map(offer -> Map.of("state", "confirm", "address", offer.address()))
                .orElse(Map.of("state", GONE)));
    }

    @PostMapping(CONFIRMATION + "/confirm")
    ResponseEntity<Map<String, Object>> confirm(@RequestParam("secret") String secret) {
        return answer(() -> {
            confirmations.confirm(read(secret)
                    .orElseThrow(() ->
                            new MembershipRefusedException(MembershipRefusedException.Reason.NO_SUCH_CONFIRMATION)));
            return Map.of("state", "done");
        });
    }

    private static Optional<LinkSecret> read(String secret) {
        return LinkSecret.isOne(secret) ? Optional.of(new LinkSecret(secret)) : Optional.empty();
    }

    private static LinkSecret required(String secret) {
        return read(secret)
                .orElseThrow(
                        () -> new MembershipRefusedException(MembershipRefusedException.Reason.NO_SUCH_INVITATION));
    }

    private static ResponseEntity<Map<String, Object>> answer(Supplier<Map<String, Object>> act) {
        try {
            return ResponseEntity.ok(act.get());
        } catch (MembershipRefusedException | PasswordRefusedException | AccessRefusedException e) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(Map.of("message", ServerText.of(e)));
        }
    }
}
