package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class UsageChangeControllerTest extends RestTest {

    private static final ModelOnTier GPT_5 = new ModelOnTier("openai", "gpt-5", "default");
    private static final ModelOnTier NANO = new ModelOnTier("openai", "gpt-5-nano", "default");

    @Autowired
    private FakeChanges changes;

    @Test
    void tellsWhatMadeTheCostAnother() {
        changes.used(Map.of(GPT_5, usage(10, 1_000, "2")), Map.of(GPT_5, usage(20, 2_000, "4")));

        assertThat(get("/api/v1/usage/change?from=2026-10-15&to=2026-10-16&zone=UTC"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {
                          "organization": "acme",
                          "currency": "USD",
                          "from": {"period": {"from": "2026-10-13", "to": "2026-10-14", "days": 2, "zone": "UTC"},
                                   "cost": "2", "requests": 10, "failures": 0, "unpriced": 0,
                                   "retries": {"calls": 0, "unpriced": 0, "cost": "0"}},
                          "to": {"period": {"from": "2026-10-15", "to": "2026-10-16", "days": 2, "zone": "UTC"},
                                 "cost": "4", "requests": 22, "failures": 0, "unpriced": 2,
                                 "retries": {"calls": 3, "unpriced": 1, "cost": "0.5"}},
                          "difference": "2",
                          "parts": [
                            {"cause": "calls", "amount": "2", "others": 0, "othersAmount": "0", "cells": [
                              {"provider": "openai", "model": "gpt-5", "serviceTier": "default", "unit": "input_tokens",
                               "amount": "2",
                               "from": {"requests": 10, "quantity": 1000, "cost": "2", "listCost": "2", "rate": "0.002"},
                               "to": {"requests": 20, "quantity": 2000, "cost": "4", "listCost": "4", "rate": "0.002"}}]},
                            {"cause": "models", "amount": "0", "others": 0, "othersAmount": "0", "cells": []},
                            {"cause": "tiers"}, {"cause": "input_length"}, {"cause": "output_length"},
                            {"cause": "other_units"}, {"cause": "cache"}, {"cause": "list_prices"},
                            {"cause": "length_and_region_rates"}, {"cause": "agreed_rates"}, {"cause": "failed_calls"},
                            {"cause": "not_attributed"}
                          ]
                        }
                        """);
    }

    @Test
    void whatIsBeyondTheTopIsToldTogether() {
        changes.used(Map.of(), Map.of(GPT_5, usage(10, 10, "3"), NANO, usage(10, 10, "1")));

        assertThat(get("/api/v1/usage/change?top=1"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.parts[0]")
                .convertTo(InstanceOfAssertFactories.MAP)
                .containsEntry("amount", "4")
                .containsEntry("others", 1)
                .containsEntry("othersAmount", "1")
                .hasEntrySatisfying(
                        "cells",
                        cells -> assertThat(cells).asString().contains("gpt-5").doesNotContain("gpt-5-nano", "rate=,"));
    }

    @Test
    void parametersAreThoseOfReports() {
        changes.used(Map.of(), Map.of());
        usage.signIn(Role.ADMIN);

        assertThat(get("/api/v1/usage/change?scope=organization&compare=year_before&from=2026-10-15&to=2026-10-16"
                        + "&zone=Asia/Kathmandu&model=gpt-5&tag=team=search"))
                .hasStatusOk();

        assertThat(changes.asked())
                .isEqualTo(new ChangeQuery(
                        UsageScope.ORGANIZATION,
                        new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 16), ZoneId.of("Asia/Kathmandu")),
                        Map.of(Attribute.MODEL, "gpt-5", FakeReports.DECLARED, "search"),
                        Comparison.YEAR_BEFORE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compare=yesterday | compare knows previous_period, month_before, year_before, not 'yesterday'
            compare=year_before&from=2000-05-01&to=2000-05-02 | A period must
            tag=planet=mars   | tag: Usage is not told apart by the tag 'planet'. Declared are: team
            top=0             | top must be a whole number from 1 to 1000
            days=0            | days must be a whole number
            scope=planet      | scope must be own or organization
            """)
    void whatCannotBeExplainedIsNamed(String parameters, String said) {
        changes.used(Map.of(), Map.of());

        assertThat(get("/api/v1/usage/change?" + parameters))
                .hasStatus(400)
                .bodyText()
                .contains(said);
    }

    @Test
    void whatWouldHaveToBeLookedUpInTooManyCallsIsRefused() {
        changes.looksAtTooManyCalls();

        assertThat(get("/api/v1/usage/change"))
                .hasStatus(400)
                .bodyText()
                .contains("at most 200000", "Ask for fewer days");
    }

    @Test
    void aMemberAsksForNobodyElse() {
        changes.used(Map.of(), Map.of());

        assertThat(get("/api/v1/usage/change?scope=organization")).hasStatus(403);
        usage.signInOperator();
        assertThat(get("/api/v1/usage/change")).hasStatus(403);
    }

    private static PricedUsage usage(long requests, long tokens, String cost) {
        return new PricedUsage(
                requests,
                Money.usd(cost),
                Map.of(UsageUnit.INPUT_TOKENS, new UnitSum(tokens, Money.usd(cost), Money.usd(cost))),
                Set.of("v1"));
    }
}
