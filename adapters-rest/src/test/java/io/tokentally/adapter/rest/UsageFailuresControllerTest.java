package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class UsageFailuresControllerTest extends RestTest {

    private static final FailureGroup RATE = new FailureGroup(Failure.Kind.PROVIDER_ERROR, 429, "gpt-5", "chat");
    private static final FailureGroup TIMEOUT = new FailureGroup(Failure.Kind.TIMEOUT, null, "gpt-5", "chat");
    private static final String DAYS = "from=2026-10-15&to=2026-10-16&zone=Asia/Kathmandu";

    @Autowired
    private FakeFailures failures;

    @BeforeEach
    void setUp() {
        failures.failed(
                new FailureSums(
                        List.of(
                                new FailedCalls(
                                        RATE,
                                        5,
                                        Money.usd("0.25"),
                                        2,
                                        Instant.parse("2026-10-15T06:00:00.123Z"),
                                        Instant.parse("2026-10-15T07:00:00Z"),
                                        new Failure(Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", null)),
                                new FailedCalls(TIMEOUT, 2, Money.zero(Money.USD), 1, null, null, null)),
                        3,
                        8,
                        Money.usd("0.30")),
                Map.of(TIMEOUT, 4L));
    }

    @Test
    void tellsWhatFailedAndHowOftenBefore() {
        usage.signIn(Role.ADMIN);

        assertThat(get("/api/v1/usage/failures?scope=organization&compare=previous_period&" + DAYS))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-10-15", "to": "2026-10-16", "days": 2, "zone": "Asia/Kathmandu"},
                          "currency": "USD", "calls": 8, "cost": "0.3",
                          "groups": [
                            {"kind": "provider_error", "httpStatus": 429, "model": "gpt-5", "endpoint": "chat", "calls": 5,
                             "earlierCalls": 0, "people": 2, "cost": "0.25", "firstSeen": "2026-10-15T11:45:00.123+05:45",
                             "lastSeen": "2026-10-15T12:45:00+05:45", "errorType": "insufficient_quota"},
                            {"kind": "timeout", "model": "gpt-5", "endpoint": "chat", "calls": 2, "earlierCalls": 4,
                             "people": 1, "cost": "0"}],
                          "others": 1, "othersCalls": 1, "othersCost": "0.05"
                        }
                        """);
    }

    @Test
    void aMemberIsToldOfNobodyElse() {
        assertThat(get("/api/v1/usage/failures?" + DAYS))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("people", "earlierCalls");
        assertThat(get("/api/v1/usage/failures?scope=organization")).hasStatus(403);
        usage.signInOperator();
        assertThat(get("/api/v1/usage/failures")).hasStatus(403);
    }

    @Test
    void parametersAreThoseOfReports() {
        usage.signIn(Role.ADMIN);

        assertThat(get(
                        "/api/v1/usage/failures?scope=organization&compare=year_before&top=7&http_status=429&tag=team=search&"
                                + DAYS))
                .hasStatusOk();

        assertThat(failures.asked())
                .isEqualTo(new FailureQuery(
                        UsageScope.ORGANIZATION,
                        new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 16), ZoneId.of("Asia/Kathmandu")),
                        Map.of(Attribute.HTTP_STATUS, "429", FakeReports.DECLARED, "search"),
                        7,
                        Comparison.YEAR_BEFORE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compare=yesterday | compare knows previous_period, month_before, year_before, not 'yesterday'
            compare=year_before&from=2000-05-01&to=2000-05-02 | A period must
            tag=planet=mars   | tag: Usage is not told apart by the tag 'planet'. Declared are: team
            top=0             | top must be a whole number from 1 to 100
            top=101           | top must be a whole number from 1 to 100
            days=0            | days must be a whole number
            scope=planet      | scope must be own or organization
            """)
    void whatCannotBeToldIsNamed(String parameters, String said) {
        assertThat(get("/api/v1/usage/failures?" + parameters))
                .hasStatus(400)
                .bodyText()
                .contains(said);
    }
}
