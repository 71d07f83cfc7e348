package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class RetentionControllerTest extends RestTest {

    private static final String RETENTION = "/api/v1/organization/retention";

    @Autowired
    private FakeRetention retention;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
    }

    @AfterEach
    void forgetRetention() {
        retention.reset();
    }

    @Test
    void callsAreKeptForEverUntilAnOwnerSaysOtherwise() {
        assertThat(get(RETENTION)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "months": null, "sealedUntil": null, "removedUntil": null}""");

        assertThat(put("{\"months\": 6}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.months")
                .isEqualTo(6);
        assertThat(get(RETENTION)).bodyJson().extractingPath("$.months").isEqualTo(6);

        assertThat(put("{}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.months")
                .isNull();
    }

    @Test
    void everybodyKnowsAndNobodyElseDecides() {
        usage.signIn(Role.MEMBER);

        assertThat(get(RETENTION)).hasStatusOk();
        assertThat(put("{\"months\": 6}"))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("Only owners say how long calls are kept. Ask an owner.");
    }

    @Test
    void theListOfCallsTellsThatOlderOnesAreGone() {
        assertThat(get("/api/v1/usage/calls"))
                .bodyJson()
                .extractingPath("$.removedUntil")
                .isNull();

        retention.removedUntil(Instant.parse("2026-09-01T00:00:00Z"));

        assertThat(get("/api/v1/usage/calls"))
                .bodyJson()
                .extractingPath("$.removedUntil")
                .isEqualTo("2026-09-01T00:00:00Z");
    }

    private MvcTestResult put(String body) {
        return mvc.put()
                .uri(RETENTION)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
