package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import java.time.DayOfWeek;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class TimeZoneControllerTest extends RestTest {

    private static final String TIME_ZONE = "/api/v1/organization/time-zone";

    @Autowired
    private FakeCalendar calendar;

    @Autowired
    private FakeReports reports;

    @Autowired
    private FakeRefusedCalls refusedCalls;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
    }

    @AfterEach
    void forgetTimeZone() {
        calendar.reset();
    }

    @Test
    void itIsUtcUntilAnOwnerSaysOtherwise() {
        assertThat(get(TIME_ZONE)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "zone": "UTC", "firstDayOfWeek": "monday", "confirmed": false}""");

        assertThat(put("{\"zone\": \"Europe/Berlin\"}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"organization": "acme", "zone": "Europe/Berlin", "firstDayOfWeek": "monday", "confirmed": true}""");
        assertThat(get(TIME_ZONE)).bodyJson().extractingPath("$.zone").isEqualTo("Europe/Berlin");
    }

    @Test
    void weeksBeginOnMondayUntilAnOwnerSaysOtherwise() {
        assertThat(put("{\"zone\": \"America/New_York\", \"firstDayOfWeek\": \"sunday\"}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"organization": "acme", "zone": "America/New_York", "firstDayOfWeek": "sunday", "confirmed": true}""");

        assertThat(put("{\"zone\": \"Europe/Berlin\"}"))
                .bodyJson()
                .extractingPath("$.firstDayOfWeek")
                .isEqualTo("sunday");
        assertThat(put("{\"zone\": \"Europe/Berlin\", \"firstDayOfWeek\": \"Sunday\"}"))
                .hasStatus(400)
                .bodyText()
                .contains("firstDayOfWeek must be a day such as monday or sunday");
    }

    @Test
    void reportsAndRefusedCallsAreCutByTheOrganizationsWeeks() {
        calendar.change(new Viewer(MEMBER, ACME, Role.OWNER), "UTC", DayOfWeek.SUNDAY);

        get("/api/v1/usage/report?grain=week&zone=Europe/Berlin");
        get("/api/v1/usage/refused-calls?grain=week");

        assertThat(requireNonNull(reports.asked()).period().firstDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(requireNonNull(refusedCalls.asked()).period().firstDayOfWeek())
                .isEqualTo(DayOfWeek.SUNDAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"zone\": \"Mars/Olympus\"}", "{\"zone\": \"+02:00\"}", "{\"zone\": \"\"}", "{}"})
    void whatIsNoRegionIsRefused(String body) {
        assertThat(put(body)).hasStatus(400).bodyText().contains("zone", "such as Europe/Berlin");
        assertThat(get(TIME_ZONE)).bodyJson().extractingPath("$.confirmed").isEqualTo(false);
    }

    @Test
    void daysAreTheOrganizationsUnlessAnotherZoneIsAskedFor() {
        calendar.change(new Viewer(MEMBER, ACME, Role.OWNER), "Asia/Kathmandu", DayOfWeek.MONDAY);

        assertThat(get("/api/v1/usage/summary"))
                .bodyJson()
                .extractingPath("$.period.zone")
                .isEqualTo("Asia/Kathmandu");
        assertThat(get("/api/v1/usage/calls?zone=Europe/Berlin"))
                .bodyJson()
                .extractingPath("$.period.zone")
                .isEqualTo("Europe/Berlin");
    }

    @Test
    void everybodyKnowsAndNobodyElseDecides() {
        usage.signIn(Role.MEMBER);

        assertThat(get(TIME_ZONE)).hasStatusOk();
        assertThat(put("{\"zone\": \"Europe/Berlin\"}")).hasStatus(403);
    }

    private MvcTestResult put(String body) {
        return mvc.put()
                .uri(TIME_ZONE)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
