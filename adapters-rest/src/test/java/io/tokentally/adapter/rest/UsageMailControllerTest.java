package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.mailing.MailObstacle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class UsageMailControllerTest extends RestTest {

    private static final String MAIL = "/api/v1/usage/mail";

    @Autowired
    private FakeUsageMails mails;

    @Autowired
    private FakeConfirmations confirmations;

    @BeforeEach
    void signIn() {
        mails.reset();
        confirmations.asked.clear();
        usage.signIn(Role.MEMBER);
    }

    @Test
    void nobodyIsToldUntilTheyAskForIt() {
        assertThat(get(MAIL)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "offered": true, "rhythm": "none", "language": "en"}""");
    }

    @Test
    void whatIsChosenStaysAndTheLanguageWithIt() {
        assertThat(put("{\"rhythm\": \"weekly\", \"language\": \"de\"}", ""))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"organization": "acme", "offered": true, "rhythm": "weekly", "language": "de"}""");

        assertThat(put("{\"rhythm\": \"monthly\"}", "")).hasStatusOk();
        assertThat(get(MAIL)).bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "offered": true, "rhythm": "monthly", "language": "de"}""");
    }

    @Test
    void eachOrganizationHasAChoiceOfItsOwn() {
        usage.alsoIn(new OrganizationId("globex"), Role.OWNER);

        assertThat(put("{\"rhythm\": \"weekly\"}", "?organization=globex")).hasStatusOk();

        assertThat(get(MAIL + "?organization=acme"))
                .bodyJson()
                .extractingPath("$.rhythm")
                .isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                       | rhythm must be none, weekly or monthly.
            {"rhythm": "daily"}                      | rhythm must be none, weekly or monthly.
            {"rhythm": "weekly", "language": "fr"}   | language must be en or de.
            """)
    void whatIsNoChoiceIsRefused(String body, String refusal) {
        assertThat(put(body, "")).hasStatus(400).bodyText().contains(refusal);
        assertThat(get(MAIL)).bodyJson().extractingPath("$.rhythm").isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(MailObstacle.class)
    void whatSpeaksAgainstItIsSaidAndNothingIsTaken(MailObstacle obstacle) {
        mails.speaksAgainst(obstacle);

        assertThat(get(MAIL)).bodyJson().extractingPath("$.offered").isEqualTo(false);
        assertThat(put("{\"rhythm\": \"weekly\"}", ""))
                .hasStatus(400)
                .bodyText()
                .contains("rhythm must be none: " + obstacle.sentence());
        assertThat(put("{\"rhythm\": \"none\"}", "")).hasStatusOk();
    }

    @Test
    void aLinkIsAskedForByWhoeverIsSignedInAndNothingTellsWhatCameOfIt() {
        assertThat(mvc.post()
                        .uri(MAIL + "/confirmation")
                        .header("Accept-Language", "de-DE")
                        .exchange())
                .hasStatus(202)
                .body()
                .isEmpty();

        assertThat(confirmations.asked).containsExactly("member@acme.example GERMAN");
    }

    private MvcTestResult put(String body, String query) {
        return mvc.put()
                .uri(MAIL + query)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
