package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class UsageReportControllerTest extends RestTest {

    private static final Instant OCTOBER_15 = Instant.parse("2026-10-14T22:00:00Z");

    @Autowired
    private FakeReports reports;

    @Test
    void tellsMeasuresByGroupAndTimeAndWhatTheOthersHave() {
        reports.answers(
                new Report.Row(OCTOBER_15, List.of("gpt-5", "chat"), false, figures(7, "0.002")),
                new Report.Row(OCTOBER_15, List.of(), true, figures(1, "0.1000000000000000001")));

        assertThat(get("/api/v1/usage/report?by=model,endpoint&grain=day&measures=requests,cost,total_tokens"
                        + "&from=2026-10-15&to=2026-10-16&zone=Europe/Berlin&top=1"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-10-15", "to": "2026-10-16", "days": 2, "zone": "Europe/Berlin"},
                          "grain": "day",
                          "by": ["model", "endpoint"],
                          "measures": ["requests", "cost", "total_tokens"],
                          "currency": "USD",
                          "total": {"requests": 8, "cost": "0.1020000000000000001", "total_tokens": 24},
                          "rows": [
                            {"start": "2026-10-15T00:00:00+02:00", "group": {"model": "gpt-5", "endpoint": "chat"},
                             "other": false, "values": {"requests": 7, "cost": "0.002", "total_tokens": 12}},
                            {"start": "2026-10-15T00:00:00+02:00", "group": {}, "other": true,
                             "values": {"requests": 1, "cost": "0.1000000000000000001", "total_tokens": 12}}
                          ]
                        }
                        """);
        assertThat(reports.asked())
                .isEqualTo(new ReportQuery(
                        UsageScope.OWN,
                        new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 16), ZoneId.of("Europe/Berlin")),
                        Grain.DAY,
                        List.of(Attribute.MODEL, Attribute.ENDPOINT),
                        Map.of(),
                        List.of(Measure.REQUESTS, Measure.COST, Measure.TOTAL_TOKENS),
                        1));
    }

    @Test
    void aReplicasAnswerSaysAsOfWhen() {
        assertThat(get("/api/v1/usage/report")).hasStatusOk().bodyJson().doesNotHavePath("$.asOf");

        reports.answersAsOf(OCTOBER_15);
        assertThat(get("/api/v1/usage/report"))
                .bodyJson()
                .extractingPath("$.asOf")
                .isEqualTo(OCTOBER_15.toString());
        reports.answersAsOf(null);
    }

    @Test
    void timesArePercentilesAndNullWhereThereAreNone() {
        SortedMap<Integer, Long> seconds = new TreeMap<>(Map.of(176, 90L, 235, 10L));
        reports.answers(new Report.Row(
                OCTOBER_15,
                List.of(),
                false,
                new Figures(
                        UsageTotals.none(Money.USD).plus(figures(100, "1").totals()),
                        Money.usd("0.25"),
                        Map.of(
                                Measure.RESPONSE_TIME, new Distribution(seconds),
                                Measure.OUTPUT_RATE, new Distribution(seconds),
                                Measure.COST_PER_CALL, new Distribution(seconds)),
                        Map.of())));

        assertThat(
                        get(
                                "/api/v1/usage/report?measures=response_time,output_rate,time_to_first_token,cost_per_call,failed_cost"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.total")
                .convertTo(InstanceOfAssertFactories.MAP)
                .isEqualTo(Map.of(
                        "response_time", Map.of("count", 100, "p50", 976, "p90", 976, "p95", 9870, "p99", 9870),
                        "output_rate", Map.of("count", 100, "p50", 0.976, "p90", 0.976, "p95", 9.87, "p99", 9.87),
                        "cost_per_call",
                                Map.of(
                                        "count", 100, "p50", 0.0000976, "p90", 0.0000976, "p95", 0.000987, "p99",
                                        0.000987),
                        "time_to_first_token", noValues(),
                        "failed_cost", "0.25"));
    }

    private static Map<String, @Nullable Object> noValues() {
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("count", 0);
        List.of("p50", "p90", "p95", "p99").forEach(percentile -> none.put(percentile, null));
        return none;
    }

    @Test
    void earlierDaysStandBesideThoseOfThePeriod() {
        reports.answers(new Report.Row(OCTOBER_15, List.of(), false, figures(7, "0.002")));

        assertThat(get("/api/v1/usage/report?compare=month_before&grain=day&from=2026-10-15&to=2026-10-16"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.compared")
                .convertTo(InstanceOfAssertFactories.MAP)
                .containsEntry("total", Map.of("cost", "0.002", "requests", 7))
                .hasEntrySatisfying(
                        "period", period -> assertThat(period).asString().contains("2026-09-15", "2026-09-16"))
                .doesNotContainKey("until");
    }

    @Test
    void whatWouldHaveToBeLookedUpInTooManyCallsIsRefused() {
        reports.looksAtTooManyCalls();

        assertThat(get("/api/v1/usage/report?measures=response_time&by=user,model"))
                .hasStatus(400)
                .bodyText()
                .contains("at most 200000", "Ask for fewer days");
    }

    @Test
    void withoutParametersItIsOnesOwnCostAndRequestsOf30Days() {
        reports.answers();

        assertThat(get("/api/v1/usage/report")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"grain": "total", "by": [], "measures": ["cost", "requests"], "period": {"days": 30},
                 "total": {"cost": "0", "requests": 0}, "rows": []}
                """);
    }

    @Test
    void eachFilterIsPassedOn() {
        reports.answers();

        assertThat(get("/api/v1/usage/report?model=gpt-5&endpoint=chat&provider=openai&user=member@acme.example"
                        + "&operation=responses&snapshot=gpt-5-2025-08-07&key=01a13f6e-fa00-7000-8000-000000000001"
                        + "&service_tier=flex&region=eu&price_version=v1&input_band=200001-&status=failed&failure_kind=TIMEOUT"
                        + "&http_status=504&cost_status=ESTIMATED"))
                .hasStatusOk();

        assertThat(reports.asked())
                .extracting(ReportQuery::filters)
                .isEqualTo(Map.ofEntries(
                        Map.entry(Attribute.MODEL, "gpt-5"),
                        Map.entry(Attribute.ENDPOINT, "chat"),
                        Map.entry(Attribute.PROVIDER, "openai"),
                        Map.entry(Attribute.USER, "member@acme.example"),
                        Map.entry(Attribute.OPERATION, "responses"),
                        Map.entry(Attribute.SNAPSHOT, "gpt-5-2025-08-07"),
                        Map.entry(Attribute.KEY, "01a13f6e-fa00-7000-8000-000000000001"),
                        Map.entry(Attribute.SERVICE_TIER, "flex"),
                        Map.entry(Attribute.REGION, "eu"),
                        Map.entry(Attribute.PRICE_VERSION, "v1"),
                        Map.entry(Attribute.INPUT_BAND, "200001-"),
                        Map.entry(Attribute.STATUS, "FAILED"),
                        Map.entry(Attribute.FAILURE_KIND, "TIMEOUT"),
                        Map.entry(Attribute.HTTP_STATUS, "504"),
                        Map.entry(Attribute.COST_STATUS, "ESTIMATED")));
        assertThat(reports.asked()).extracting(query -> query.filters().size()).isEqualTo(Attribute.values().length);
    }

    @Test
    void whatCallsAreWithoutIsAFilterToo() {
        reports.answers();

        assertThat(get("/api/v1/usage/report?without=key,region")).hasStatusOk();

        assertThat(reports.asked())
                .extracting(ReportQuery::filters)
                .isEqualTo(Map.of(Attribute.KEY, "", Attribute.REGION, ""));
    }

    @Test
    void declaredTagsAreDimensionsAndFilters() {
        reports.answers(new Report.Row(OCTOBER_15, List.of("search", "gpt-5"), false, figures(1, "1")));

        assertThat(get("/api/v1/usage/report?by=tag:team,model&tag=team=search, too"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.rows[0].group")
                .isEqualTo(Map.of("tag:team", "search", "model", "gpt-5"));
        assertThat(reports.asked())
                .extracting(ReportQuery::by, ReportQuery::filters)
                .containsExactly(
                        List.of(FakeReports.DECLARED, Attribute.MODEL), Map.of(FakeReports.DECLARED, "search, too"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by=model,endpoint,user       | at most 2 dimensions
            by=model,model               | by has model twice
            by=planet                    | by knows endpoint, operation, provider, model, snapshot, user, key, service_tier
            by=tag:planet                | by: Usage is not told apart by the tag 'planet'. Declared are: team. Ask for one of these
            tag=planet=mars              | tag: Usage is not told apart by the tag 'planet'. Declared are: team
            by=tag:                      | by: tag name must not be blank
            by=tag:team,tag:team         | by has tag:team twice
            tag=team                     | tag must be a name and a value such as team=search, not 'team'
            tag==search                  | tag: tag name must not be blank
            tag=team=a&tag=team=b        | tag names 'team' twice
            compare=yesterday            | compare knows previous_period, month_before, year_before, not 'yesterday'
            compare=year_before&from=2000-05-01&to=2000-05-02 | A period must
            measures=cost,happiness      | measures knows cost, failed_cost, list_cost, requests
            measures=units,cost          | measures: Groups are ordered by the first measure, and units have no order
            measures=cost,               | not ''
            grain=minute                 | grain knows total, hour, day, week, month, not 'minute'
            grain=hour&days=3000         | a coarser grain
            days=99999                   | days must be a whole number from 1 to 3660
            from=1999-01-01&to=2199-12-31| A period must
            from=2026-10-01T10:01&to=2026-10-02 | does not begin at
            from=2026-10-01T10:00&to=2026-10-01T10:00 | before it starts at
            from=2026-10-01T25:00&to=2026-10-02 | from must be a date such as 2026-10-31, or a time such as 2026-10-31T14:30
            zone=Mars/Olympus            | zone must be the IANA name of a time zone
            top=0                        | top must be a whole number from 1 to 1000
            scope=planet                 | scope must be own or organization
            """)
    void whatCannotBeAnsweredIsNamed(String parameters, String said) {
        assertThat(get("/api/v1/usage/report?" + parameters))
                .hasStatus(400)
                .bodyText()
                .contains(said);
    }

    @Test
    void unitsAreToldWithWhatTheyCostAndWouldHave() {
        reports.answers(new Report.Row(
                OCTOBER_15,
                List.of(),
                false,
                new Figures(
                        figures(1, "2").totals(),
                        Money.zero(Money.USD),
                        Map.of(),
                        Map.of(
                                UsageUnit.CACHED_INPUT_TOKENS,
                                new UnitSum(120, Money.usd("0.50"), Money.usd("0.75"))))));

        assertThat(get("/api/v1/usage/report?measures=list_cost,units"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.total")
                .convertTo(InstanceOfAssertFactories.MAP)
                .isEqualTo(Map.of(
                        "list_cost",
                        "2.25",
                        "units",
                        Map.of("cached_input_tokens", Map.of("quantity", 120, "cost", "0.5", "listCost", "0.75"))));
    }

    @Test
    void aMemberAsksForNobodyElse() {
        assertThat(get("/api/v1/usage/report?scope=organization")).hasStatus(403);
        usage.signInOperator();
        assertThat(get("/api/v1/usage/report")).hasStatus(403);
    }

    private static Figures figures(long requests, String cost) {
        return new Figures(
                new UsageTotals(requests, 0, 0, 0, 10, 2, Money.usd(cost)), Money.usd("0.0001"), Map.of(), Map.of());
    }
}
