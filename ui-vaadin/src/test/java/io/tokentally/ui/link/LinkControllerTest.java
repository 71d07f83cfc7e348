package io.tokentally.ui.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.ui.fake.FakeAccess;
import io.tokentally.ui.fake.FakeConfirmations;
import io.tokentally.ui.fake.FakeLinks;
import io.tokentally.ui.text.BundleTranslations;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class LinkControllerTest {

    private static final String NOBODY = "nobody";
    private static final String PASSWORD = "correct horse battery";

    private final FakeLinks links = new FakeLinks();
    private final FakeConfirmations confirmations = new FakeConfirmations();
    private UserId signedIn = new UserId(NOBODY);
    private final LinkController controller =
            new LinkController(new BundleTranslations(), links, links, confirmations, new FakeAccess(() -> signedIn));

    @AfterEach
    void readAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void thePagesTellNothingOfAnybodyAndNameEveryText() {
        for (String page : new String[] {
            controller.invitation(), controller.invitationAfterSignIn(), controller.reset(), controller.confirmation()
        }) {
            assertThat(page)
                    .doesNotContain("{", "}", "!invitation", "!confirmation", "Acme")
                    .contains("no-referrer");
        }
        assertThat(controller.invitationAfterSignIn()).contains("src=\"../assets/");
    }

    @Test
    void whoIsNewIsOfferedToJoin() {
        assertThat(controller.open(FakeLinks.INVITATION.value()).getBody())
                .containsEntry("state", "join")
                .containsEntry("organization", "<Acme>")
                .containsEntry("role", "admin")
                .containsEntry("address", "new@acme.example");
    }

    @Test
    void whoHasAnAccountSignsInFirstAndAcceptsAsThatAccountAlone() {
        String secret = FakeLinks.KNOWN.value();
        assertThat(controller.open(secret).getBody()).containsEntry("state", "known");

        signedIn = FakeAccess.MEMBER;
        assertThat(controller.open(secret).getBody()).containsEntry("state", "other");

        signedIn = FakeAccess.SECOND;
        assertThat(controller.open(secret).getBody()).containsEntry("state", "accept");
        assertThat(controller.accept(secret).getBody()).containsEntry("state", "accepted");
        assertThat(links.done).containsExactly("accept " + FakeAccess.SECOND);
    }

    @Test
    void joiningDecliningAndResettingAreDone() {
        assertThat(controller
                        .join(FakeLinks.INVITATION.value(), "Ada", PASSWORD)
                        .getBody())
                .containsEntry("state", "joined");
        assertThat(controller.decline(FakeLinks.INVITATION.value()).getBody()).containsEntry("state", "declined");
        assertThat(controller.openReset(FakeLinks.RESET.value()).getBody())
                .containsEntry("state", "reset")
                .containsEntry("address", "new@acme.example");
        assertThat(controller.reset(FakeLinks.RESET.value(), PASSWORD).getBody())
                .containsEntry("state", "done");
        assertThat(links.done).containsExactly("join Ada", "decline", "reset");
    }

    /** Programs that look at mails follow links, too, and run scripts. */
    @Test
    void openingALinkConfirmsNothingAndTheButtonDoes() {
        assertThat(controller.confirmation()).contains("data-act=\"confirm\"");
        assertThat(controller.openConfirmation(FakeConfirmations.LINK.value()).getBody())
                .containsEntry("state", "confirm")
                .containsEntry("address", "ada@acme.example");
        assertThat(confirmations.done).isEmpty();

        assertThat(controller.confirm(FakeConfirmations.LINK.value()).getBody()).containsEntry("state", "done");
        assertThat(confirmations.done).containsExactly("confirm");
    }

    @Test
    void whoHasForgottenThePasswordAsksForALinkAndLearnsNothing() {
        assertThat(controller.forgotten())
                .contains("action=\"forgotten\"", "name=\"username\"")
                .doesNotContain("{", "}", "!forgotten", "<script src=\"./assets/tokentally/link.js");

        String answer = controller.forgotten("new@acme.example");
        assertThat(answer).contains("on its way").doesNotContain("{", "new@acme.example");
        assertThat(controller.forgotten("nobody@acme.example")).isEqualTo(answer);
        assertThat(links.done).containsExactly("request new@acme.example", "request nobody@acme.example");
    }

    @Test
    void whoAsksTooOftenOrWhereNoMailGoesIsToldSo() {
        links.tooOften = true;
        assertThat(controller.forgotten("new@acme.example")).contains("too often");

        links.sendsMail = false;
        assertThat(controller.forgotten()).contains("sends no mail").doesNotContain("<form");
        assertThat(controller.forgotten("new@acme.example")).contains("sends no mail");
        assertThat(links.done).isEmpty();
    }

    @Test
    void whatOpensNothingIsSaid() {
        for (String secret : new String[] {"", "f".repeat(64), "<script>", FakeLinks.RESET.value()}) {
            assertThat(controller.open(secret).getBody()).containsExactly(Map.entry("state", "gone"));
            assertRefused(controller.join(secret, "Ada", PASSWORD), "no such invitation");
            assertRefused(controller.decline(secret), "no such invitation");
        }
        assertThat(controller.openReset(FakeLinks.INVITATION.value()).getBody()).containsEntry("state", "gone");
        for (String secret : new String[] {"", "<script>", FakeLinks.RESET.value()}) {
            assertThat(controller.openConfirmation(secret).getBody()).containsEntry("state", "gone");
            assertRefused(controller.confirm(secret), "confirms nothing any more");
        }
        assertThat(confirmations.done).isEmpty();
        assertRefused(controller.join(FakeLinks.INVITATION.value(), "Ada", "short"), "12 characters");
        assertRefused(controller.accept(FakeLinks.INVITATION.value()), "not signed in");
        assertThat(links.done).isEmpty();
    }

    @Test
    void aGermanReaderIsAnsweredInGerman() {
        LocaleContextHolder.setLocale(Locale.GERMAN);

        assertThat(controller.open(FakeLinks.INVITATION.value()).getBody()).containsEntry("role", "Admin");
        assertRefused(controller.join("", "Ada", PASSWORD), "Eine solche Einladung gibt es nicht.");
        assertRefused(controller.join(FakeLinks.INVITATION.value(), "Ada", "short"), "braucht mindestens 12 Zeichen");
    }

    private static void assertRefused(ResponseEntity<Map<String, Object>> answer, String message) {
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(String.valueOf(answer.getBody())).contains(message);
    }
}
