package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.audit.AuditFilter;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;

class AuditControllerTest extends RestTest {

    @Autowired
    private FakeAudit audit;

    @BeforeEach
    void setUp() {
        audit.reset();
        usage.signIn(Role.OWNER);
    }

    @Test
    void entriesComePageByPage() {
        assertThat(get("/api/v1/audit?limit=1")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "entries": [{
                    "number": 3, "id": "00000000-0000-0000-0000-000000000003", "at": "2026-10-20T22:30:00Z",
                    "action": "member.role_changed", "actor": "oscar", "subjectKind": "member", "subject": "=ada",
                    "address": "203.0.113.7", "before": {"role": "MEMBER"}, "after": {"role": "ADMIN"}, "hash": "%s"
                  }],
                  "nextBefore": 3
                }
                """.formatted(
                        FakeAudit.HASH));
        assertThat(get("/api/v1/audit?limit=2&before=2")).bodyJson().isLenientlyEqualTo("""
                        {"entries": [{"number": 1, "subject": "(erased)"}], "nextBefore": null}""");
    }

    @Test
    void allFiltersReachTheLog() {
        assertThat(get("/api/v1/audit?action=member&actor=a&subject=b&person=c&text=d"
                        + "&from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z"))
                .hasStatusOk();

        assertThat(audit.asked())
                .isEqualTo(new AuditFilter(
                        "member",
                        "a",
                        "b",
                        "c",
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Instant.parse("2026-10-02T00:00:00Z"),
                        "d"));
    }

    @ParameterizedTest
    @CsvSource({
        "action=Price, action",
        "before=0, before",
        "before=x, before",
        "limit=501, limit",
        "from=yesterday, from",
        "from=2026-10-02T00:00:00Z&to=2026-10-01T00:00:00Z, from"
    })
    void whatMeansNothingIsNamed(String query, String parameter) {
        assertThat(get("/api/v1/audit?" + query))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.parameter")
                .isEqualTo(parameter);
    }

    @Test
    void theExportHoldsNoFormulas() {
        assertThat(get("/api/v1/audit/export.csv"))
                .hasStatusOk()
                .hasHeader("Content-Disposition", "attachment; filename=\"tokentally-audit.csv\"")
                .bodyText()
                .startsWith("Number,At,Action,Actor,Subject Kind,Subject,Address,Before,After,Entry ID,Hash\r\n")
                .contains(
                        "3,2026-10-20T22:30:00Z,member.role_changed,oscar,member,'=ada,203.0.113.7,role: MEMBER,role: ADMIN,")
                .contains(",(erased),");
    }

    @Test
    void theVerificationSaysWhereAChainIsBroken() {
        assertThat(get("/api/v1/audit/verification")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"organization": "acme", "intact": true, "entries": 3, "erasedTexts": 1, "publicKey": "MCowBQYDK2VwAyEA"}""");

        audit.breakAt(2);

        assertThat(get("/api/v1/audit/verification")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"organization": "acme", "intact": false, "entries": null, "brokenAt": 2, "fault": "out_of_order"}""");
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = Mode.EXCLUDE, names = "OWNER")
    void nobodyButOwnersReadsIt(Role role) {
        usage.signIn(role);

        assertThat(get("/api/v1/audit")).hasStatus(403);
        assertThat(get("/api/v1/audit/export.csv")).hasStatus(403);
        assertThat(get("/api/v1/audit/verification")).hasStatus(403);
    }
}
