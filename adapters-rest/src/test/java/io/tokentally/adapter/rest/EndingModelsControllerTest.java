package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndingModelsControllerTest extends RestTest {

    @Test
    void aMemberIsToldOfTheModelsThatEnd() {
        assertThat(get("/api/v1/usage/ending-models")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "currency": "USD",
                          "models": [{
                            "provider": "openai",
                            "model": "gpt-4.1-nano-2025-04-14",
                            "shutDown": "2026-10-23",
                            "daysLeft": 3,
                            "calls": 1204,
                            "cost": "12.5",
                            "replacement": "gpt-5.6-luna",
                            "replacementCost": "25.0001",
                            "source": "https://developers.openai.com/api/docs/deprecations"
                          }]
                        }
                        """);
        assertThat(get("/api/v1/usage/organization/ending-models")).hasStatus(403);
        usage.signInOperator();
        assertThat(get("/api/v1/usage/ending-models")).hasStatus(403);
    }
}
