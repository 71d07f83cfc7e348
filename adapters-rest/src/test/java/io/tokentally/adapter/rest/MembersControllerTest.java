package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class MembersControllerTest extends RestTest {

    private static final String MEMBERS = "/api/v1/members";
    private static final String ADA = MEMBERS + "/user-1";
    private static final String INVITATIONS = "/api/v1/invitations";
    private static final String INVITED = """
            {"address": "Carl@Acme.example", "role": "admin"}""";

    @Autowired
    private FakeMembers members;

    @BeforeEach
    void setUp() {
        members.reset();
        usage.signIn(Role.OWNER);
    }

    @Test
    void anOwnerSeesEverybody() {
        assertThat(get(MEMBERS)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "members": [
                    {"id": "user-1", "address": "ada@acme.example", "name": "Ada Lovelace", "role": "owner", "secondFactor": true, "lastSignIn": "2026-10-20T22:00:00Z"},
                    {"id": "user/2", "address": "bob@acme.example", "name": "Bob", "role": "member", "secondFactor": false, "lastSignIn": null}
                  ]
                }
                """);
    }

    @Test
    void aRoleIsChangedAndAMemberPutOut() {
        assertThat(send("DELETE", ADA, ""))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("Somebody must stay owner. Make another member an owner first.");

        assertThat(send("PUT", ADA, "{\"role\": \"admin\"}")).hasStatus(204);
        assertThat(get(MEMBERS)).bodyJson().extractingPath("$.members[0].role").isEqualTo("admin");
        assertThat(send("DELETE", ADA, "")).hasStatus(204);

        assertThat(get(MEMBERS)).bodyJson().extractingPath("$.members.length()").isEqualTo(1);
        assertThat(send("DELETE", ADA, "")).hasStatus(422).bodyText().contains("There is no such member");
    }

    @Test
    void nobodyButAnOwnerDoesAnyOfIt() {
        usage.signIn(Role.ADMIN);

        assertThat(List.of(
                        get(MEMBERS),
                        send("PUT", ADA, "{\"role\": \"admin\"}"),
                        send("DELETE", ADA, ""),
                        get(INVITATIONS),
                        send("POST", INVITATIONS, INVITED),
                        send("DELETE", INVITATIONS + "/00000000-0000-0000-0000-000000000001", "")))
                .allSatisfy(refused -> assertThat(refused).hasStatus(403));
    }

    @Test
    void whoeverBelongsToSeveralOrganizationsNamesTheOneToChange() {
        usage.alsoIn(new OrganizationId("globex"), Role.MEMBER);

        assertThat(send("PUT", ADA, "{\"role\": \"admin\"}")).hasStatus(409);
        assertThat(send("DELETE", ADA, "")).hasStatus(409);
        assertThat(send("POST", INVITATIONS, INVITED)).hasStatus(409);
        assertThat(send("PUT", ADA + "?organization=globex", "{\"role\": \"admin\"}"))
                .hasStatus(403);
        assertThat(send("PUT", ADA + "?organization=acme", "{\"role\": \"admin\"}"))
                .hasStatus(204);
    }

    @Test
    void theLinkOfAnInvitationIsToldOnceWhereThereIsNoMail() {
        MvcTestResult made = send("POST", INVITATIONS, INVITED);

        assertThat(made).hasStatus(201).hasHeader("Cache-Control", "no-store");
        assertThat(made).bodyJson().isStrictlyEqualTo("""
                {
                  "id": "00000000-0000-0000-0000-000000000001",
                  "address": "carl@acme.example",
                  "link": "http://localhost/invitation#%s"
                }
                """.formatted(FakeMembers.SECRET.value()));
        assertThat(get(INVITATIONS)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "invitations": [
                    {
                      "id": "00000000-0000-0000-0000-000000000001",
                      "address": "carl@acme.example",
                      "role": "admin",
                      "byMail": false,
                      "createdBy": "member@acme.example",
                      "createdAt": "2026-10-20T22:30:00Z",
                      "expiresAt": "2026-10-27T22:30:00Z",
                      "state": "open"
                    }
                  ]
                }
                """);
    }

    @Test
    void theLinkIsNotToldWhereItWentByMail() {
        members.sendMail();

        assertThat(send("POST", INVITATIONS, INVITED))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.link")
                .isNull();
    }

    @Test
    void mailThatFailsIsNoFailureOfOurs() {
        members.failToSendMail();

        assertThat(send("POST", INVITATIONS, INVITED)).hasStatus(502).bodyJson().isLenientlyEqualTo("""
                {
                  "type": "urn:tokentally:problem:mail-not-sent",
                  "detail": "The mail to carl@acme.example could not be sent, so nobody was invited. Try again, or ask whoever runs this installation."
                }
                """);
    }

    @Test
    void anInvitationIsRevokedOnce() {
        send("POST", INVITATIONS, INVITED);
        String path = INVITATIONS + "/00000000-0000-0000-0000-000000000001";

        assertThat(send("DELETE", path, "")).hasStatus(204);
        assertThat(send("DELETE", path, "")).hasStatus(422).bodyText().contains("There is no such invitation");
        assertThat(send("DELETE", INVITATIONS + "/carl", "")).hasStatus(400);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            POST ; /api/v1/invitations ; address ; {"role": "member"}
            POST ; /api/v1/invitations ; address ; {"address": "carl", "role": "member"}
            POST ; /api/v1/invitations ; role    ; {"address": "carl@acme.example"}
            POST ; /api/v1/invitations ; role    ; {"address": "carl@acme.example", "role": "operator"}
            POST ; /api/v1/invitations ; days    ; {"address": "carl@acme.example", "role": "member", "days": 7}
            PUT  ; /api/v1/members/x   ; role    ; {}
            PUT  ; /api/v1/members/x   ; role    ; {"role": "OWNER"}
            """, delimiter = ';', quoteCharacter = '`')
    void whatMeansNothingIsNamed(String method, String path, String parameter, String body) {
        assertThat(send(method, path, body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.parameter")
                .isEqualTo(parameter);
    }

    private MvcTestResult send(String method, String path, String body) {
        return mvc.method(HttpMethod.valueOf(method))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
