package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class WhatIfControllerTest extends RestTest {

    @Autowired
    private FakeAlternatives alternatives;

    @Test
    void tellsWhatCallsWouldCostOtherwise() {
        assertThat(get("/api/v1/usage/what-if?from=2026-10-15&to=2026-10-16&zone=UTC&top=1"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-10-15", "to": "2026-10-16", "days": 2, "zone": "UTC"},
                          "currency": "USD",
                          "requests": 12, "unpriced": 1, "cost": "11", "costNow": "10", "unpricedNow": 2, "discount": "10",
                          "alternatives": [
                            {"kind": "tier", "provider": "openai", "model": "gpt-4.1", "serviceTier": "standard", "calls": 9,
                             "insteadTier": "batch", "cost": "10", "otherwise": "5", "saving": "5"}],
                          "others": 1
                        }
                        """);
    }

    @Test
    void parametersArePassedOn() {
        assertThat(get("/api/v1/usage/what-if?from=2026-10-15&to=2026-10-16&zone=Asia/Kathmandu&model=gpt-5"
                        + "&instead=gpt-5-nano&discount=12.5&tag=team=search"))
                .hasStatusOk();

        assertThat(alternatives.asked())
                .isEqualTo(new WhatIfQuery(
                        UsageScope.OWN,
                        new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 16), ZoneId.of("Asia/Kathmandu")),
                        Map.of(Attribute.MODEL, "gpt-5", FakeReports.DECLARED, "search"),
                        new ModelName("gpt-5-nano"),
                        Percentage.of("12.5")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            discount=0        | discount must be a number of percent, more than 0 and at most 100
            discount=101      | not '101'. Leave it out for 10.
            discount=much     | not 'much'
            discount=1e-9     | with at most 6 decimals
            tag=planet=mars   | tag: Usage is not told apart by the tag 'planet'. Declared are: team
            top=0             | top must be a whole number from 1 to 1000
            days=0            | days must be a whole number
            """)
    void whatCannotBePricedIsNamed(String parameters, String said) {
        assertThat(get("/api/v1/usage/what-if?" + parameters))
                .hasStatus(400)
                .bodyText()
                .contains(said);
    }

    @Test
    void whatWouldHaveToBeLookedUpInTooManyCallsIsRefused() {
        alternatives.looksAtTooManyCalls(true);
        assertThat(get("/api/v1/usage/what-if"))
                .hasStatus(400)
                .bodyText()
                .contains("at most 200000", "Ask for fewer days");
        alternatives.looksAtTooManyCalls(false);
    }

    @Test
    void aMemberAsksForNobodyElse() {
        assertThat(get("/api/v1/usage/what-if?scope=organization")).hasStatus(403);
        usage.signInOperator();
        assertThat(get("/api/v1/usage/what-if")).hasStatus(403);
    }
}
