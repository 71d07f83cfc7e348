package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import org.junit.jupiter.api.Test;

class UsageCallsControllerTest extends RestTest {

    @Test
    void listsACall() {
        UsageRecord call = aUsageRecord().build();
        usage.holds(call);

        assertThat(get("/api/v1/usage/calls?days=30"))
                .hasStatusOk()
                .hasContentType("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-09-21", "to": "2026-10-20", "days": 30, "zone": "UTC"},
                          "total": 1,
                          "offset": 0,
                          "limit": 50,
                          "calls": [{
                            "id": "%s",
                            "createdAt": "2026-10-15T12:00:00Z",
                            "userId": "member@acme.example",
                            "endpoint": "extract_candidate_info",
                            "provider": "openai",
                            "model": "gpt-4.1-nano",
                            "servedModel": "gpt-4.1-nano-2025-04-14",
                            "serviceTier": "standard",
                            "inputTokens": 10000,
                            "outputTokens": 2500,
                            "totalTokens": 12500,
                            "quantities": {"input_tokens": 10000, "output_tokens": 2500},
                            "cost": "0.002",
                            "currency": "USD",
                            "costStatus": "measured",
                            "responseTimeMs": 850,
                            "timeToFirstTokenMs": null,
                            "success": true
                          }]
                        }
                        """.formatted(call.id()));
    }

    @Test
    void aCallWithoutAPriceHasNoCost() {
        usage.holds(aUsageRecord().unpriced().build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"cost": null, "costStatus": "unpriced", "unpricedReason": "no_price"}]}
                """);
    }

    @Test
    void aFailedCallSaysHow() {
        usage.holds(aUsageRecord()
                .failing(new Outcome.Failure(
                        Outcome.Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", "rate_limit_exceeded"))
                .build());

        assertThat(get("/api/v1/usage/calls")).bodyJson().isLenientlyEqualTo("""
                {"calls": [{"success": false, "cost": "0", "costStatus": "free", "error": {"kind": "provider_error",
                  "httpStatus": 429, "type": "insufficient_quota", "code": "rate_limit_exceeded"}}]}
                """);
    }

    @Test
    void asksForTheNewestFiftyOfTheViewerUnlessToldOtherwise() {
        get("/api/v1/usage/calls");

        assertThat(usage.lastPage()).isEqualTo(new PageRequest(0, 50));
        assertThat(usage.lastQuery().scope()).isEqualTo(UsageScope.OWN);
        assertThat(usage.lastQuery().filter()).isEqualTo(CallFilter.ALL);
        assertThat(usage.lastQuery().order()).isEqualTo(CallOrder.NEWEST_FIRST);
    }

    @Test
    void asksForWhatTheParametersSay() {
        usage.signIn(Role.OWNER);

        get(
                "/api/v1/usage/calls?scope=organization&endpoint=chat&model=gpt-5&status=failed&user=ada&limit=1000&offset=7");

        assertThat(usage.lastPage()).isEqualTo(new PageRequest(7, 1000));
        assertThat(usage.lastQuery().scope()).isEqualTo(UsageScope.ORGANIZATION);
        assertThat(usage.lastQuery().filter())
                .hasToString("CallFilter[endpoint=chat, model=gpt-5, status=FAILED, userId=ada]");
    }

    @Test
    void membersDoNotSeeTheOrganizationsCalls() {
        assertThat(get("/api/v1/usage/calls?scope=organization")).hasStatus(403);
        assertThat(get("/api/v1/usage/export.csv?scope=organization")).hasStatus(403);
    }
}
