package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class UsageSummaryControllerTest extends RestTest {

    @Test
    void saysWhatTheViewerUsed() {
        assertThat(get("/api/v1/usage/summary?days=1"))
                .hasStatusOk()
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "user": "member@acme.example",
                          "period": {"from": "2026-10-20", "to": "2026-10-20", "days": 1, "zone": "UTC"},
                          "currency": "USD",
                          "totalCost": "0.0040001000000000000001",
                          "totalRequests": 4,
                          "totalTokens": 25015,
                          "inputTokens": 20010,
                          "outputTokens": 5005,
                          "failedRequests": 1,
                          "unpricedRequests": 1,
                          "estimatedRequests": 1,
                          "freeCalls": 2,
                          "change": {
                            "cost": {"before": "0.002", "percent": 100},
                            "requests": {"before": "2", "percent": 100},
                            "tokens": {"before": "0", "percent": null}
                          },
                          "byEndpoint": {
                            "zebra": {"cost": "0.0040000000000000000001", "requests": 3, "failedRequests": 1,
                              "unpricedRequests": 1, "estimatedRequests": 0, "inputTokens": 20000, "outputTokens": 5000,
                              "totalTokens": 25000},
                            "ant": {"cost": "0.0000001", "requests": 1, "failedRequests": 0, "unpricedRequests": 0,
                              "estimatedRequests": 1, "inputTokens": 10, "outputTokens": 5, "totalTokens": 15}
                          },
                          "byModel": {
                            "gpt-4.1-nano": {"cost": "0.0040001000000000000001", "requests": 4, "failedRequests": 1,
                              "unpricedRequests": 1, "estimatedRequests": 1, "inputTokens": 20010, "outputTokens": 5005,
                              "totalTokens": 25015, "snapshots": {
                                "gpt-4.1-nano-2025-04-14": {"cost": "0.0040001000000000000001", "requests": 4,
                                  "failedRequests": 1, "unpricedRequests": 1, "estimatedRequests": 1,
                                  "inputTokens": 20010, "outputTokens": 5005, "totalTokens": 25015}}}
                          },
                          "byDay": {
                            "2026-10-20": {"cost": "0.0040001000000000000001", "requests": 4, "failedRequests": 1,
                              "unpricedRequests": 1, "estimatedRequests": 1, "inputTokens": 20010, "outputTokens": 5005,
                              "totalTokens": 25015}
                          }
                        }
                        """);
    }

    @Test
    void namesTheDearestFirst() {
        assertThat(get("/api/v1/usage/summary")).bodyText().containsSubsequence("\"zebra\"", "\"ant\"");
    }

    @Test
    void saysWhatTheOrganizationUsedByUser() {
        usage.signIn(Role.ADMIN);

        MvcTestResult result = get("/api/v1/usage/organization/summary");

        assertThat(result).hasStatusOk().bodyJson().doesNotHavePath("$.user");
        assertThat(result)
                .bodyJson()
                .extractingPath("$.byUser['member@acme.example'].requests")
                .isEqualTo(4);
    }

    @Test
    void membersDoNotSeeTheOrganization() {
        assertThat(get("/api/v1/usage/organization/summary"))
                .hasStatus(403)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("admins and owners");
    }

    @Test
    void takesTheLastThirtyDaysInUtcUnlessAskedForOthers() {
        get("/api/v1/usage/summary");

        assertThat(usage.lastPeriod().days()).isEqualTo(30);
        assertThat(usage.lastPeriod().lastDay()).isEqualTo(LocalDate.of(2026, 10, 20));
        assertThat(usage.lastPeriod().zone()).isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void countsDaysInTheZoneAskedFor() {
        get("/api/v1/usage/summary?days=7&zone=Europe/Berlin");

        assertThat(usage.lastPeriod().lastDay()).isEqualTo(LocalDate.of(2026, 10, 21));
        assertThat(usage.lastPeriod().days()).isEqualTo(7);
        assertThat(usage.lastPeriod().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void takesDatesWithBothEndsIncluded() {
        get("/api/v1/usage/summary?from=2026-10-01&to=2026-10-31");

        assertThat(usage.lastPeriod().firstDay()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(usage.lastPeriod().lastDay()).isEqualTo(LocalDate.of(2026, 10, 31));
    }

    @Test
    void takesTimesOfDays() {
        assertThat(get("/api/v1/usage/summary?from=2026-10-01T10:30&to=2026-10-02T09:15&zone=Europe/Berlin"))
                .bodyJson()
                .extractingPath("$.period")
                .isEqualTo(Map.of(
                        "from", "2026-10-01",
                        "since", "2026-10-01T10:30:00+02:00",
                        "to", "2026-10-02",
                        "until", "2026-10-02T09:15:00+02:00",
                        "days", 2,
                        "zone", "Europe/Berlin"));

        assertThat(usage.lastPeriod().from()).isEqualTo(Instant.parse("2026-10-01T08:30:00Z"));
        assertThat(usage.lastPeriod().until()).isEqualTo(Instant.parse("2026-10-02T07:15:00Z"));
    }

    @Test
    void takesATimeOfOneEndAlone() {
        get("/api/v1/usage/summary?from=2026-10-01&to=2026-10-02T09:15&zone=UTC");

        assertThat(usage.lastPeriod().from()).isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(usage.lastPeriod().until()).isEqualTo(Instant.parse("2026-10-02T09:15:00Z"));
        get("/api/v1/usage/summary?from=2026-10-01T09:15&to=2026-10-02&zone=UTC");
        assertThat(usage.lastPeriod().until()).isEqualTo(Instant.parse("2026-10-03T00:00:00Z"));
    }

    @Test
    void looksIntoTheFutureAndFindsNothing() {
        assertThat(get("/api/v1/usage/summary?from=2030-01-01&to=2030-01-31")).hasStatusOk();
    }

    @Test
    void takesAnEmptyParameterAsLeftOut() {
        assertThat(get("/api/v1/usage/summary?days=&from=&to=&zone=&organization="))
                .hasStatusOk();

        assertThat(usage.lastPeriod().days()).isEqualTo(30);
    }

    @Test
    void ignoresUnknownParameters() {
        assertThat(get("/api/v1/usage/summary?colour=red")).hasStatusOk();
    }

    @Test
    void looksAtTheOrganizationAskedFor() {
        usage.alsoIn(new OrganizationId("globex"), Role.OWNER);

        assertThat(get("/api/v1/usage/organization/summary?organization=globex"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.organization")
                .isEqualTo("globex");
    }

    @Test
    void anotherOrganizationLooksLikeOneThatDoesNotExist() throws Exception {
        String anothers =
                get("/api/v1/usage/summary?organization=globex").getResponse().getContentAsString();
        String nobodys =
                get("/api/v1/usage/summary?organization=nobody").getResponse().getContentAsString();

        assertThat(get("/api/v1/usage/summary?organization=globex")).hasStatus(404);
        assertThat(anothers.replace("globex", "nobody")).isEqualTo(nobodys);
    }
}
