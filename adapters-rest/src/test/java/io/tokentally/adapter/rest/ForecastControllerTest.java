package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastControllerTest extends RestTest {

    private static final String FORECAST = "/api/v1/usage/forecast";

    @Test
    void theMonthIsForecastWithARangeAndItsError() {
        assertThat(get(FORECAST)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "from": "2026-10-01", "to": "2026-10-31", "zone": "UTC", "currency": "USD",
                    "soFar": "12.3456789", "likely": "30.12", "least": "27.5", "most": "33.1", "knownDays": 200,
                    "neededDays": 28, "error": {"months": 6, "percent": "4.2"}}""");
    }

    @ParameterizedTest
    @CsvSource({"from=2199-01-01, from", "to=2020-01-01, to", "from=yesterday, from", "from=1999-12-31, to"})
    void aWindowThatTodayIsNotInIsRefused(String query, String parameter) {
        assertThat(get(FORECAST + "?" + query))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.parameter")
                .isEqualTo(parameter);
    }

    @Test
    void theOrganizationsIsForAdmins() {
        assertThat(get(FORECAST + "?scope=organization")).hasStatus(403);
        usage.signIn(Role.ADMIN);
        assertThat(get(FORECAST + "?scope=organization")).hasStatusOk();
    }
}
