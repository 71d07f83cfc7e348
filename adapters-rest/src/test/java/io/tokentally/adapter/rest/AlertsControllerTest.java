package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class AlertsControllerTest extends RestTest {

    private static final String ALERTS = "/api/v1/alerts";
    private static final String CHANNELS = ALERTS + "/channels/";
    private static final String NONE = "01939c00-0000-7000-8000-00000000000f";

    @Autowired
    private FakeAlerts alerts;

    @BeforeEach
    void signIn() {
        usage.signIn(Role.OWNER);
    }

    @Test
    void alertsAreToldWithTheirFiguresAsTexts() {
        assertThat(get(ALERTS)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "unseen": 1, "alerts": [{
                    "id": "01939c00-0000-7000-8000-000000000001", "kind": "budget", "state": "over",
                    "raisedAt": "2026-10-15T12:00:00Z", "windowStart": "2026-10-15T11:00:00Z", "windowEnd": null,
                    "user": "alice", "subject": {"name": "Team A"}, "figures": {"spent": "12.50"},
                    "quiet": false, "muted": false, "seen": false}]}""");
    }

    @Test
    void theyAreFiltered() {
        assertThat(get(ALERTS + "?state=no_data&kind=budget&limit=7&before=" + FakeAlerts.EVENT))
                .hasStatusOk();

        assertThat(alerts.lastFilter())
                .isEqualTo(new AlertFilter(AlertState.NO_DATA, AlertKind.BUDGET, null, FakeAlerts.EVENT, 7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        state=grave  | state  | state: There is no state 'grave' of an alert. Correct it, or leave it out to see all.
        kind=A b     | kind   | kind: 'A b' is no kind of alert. Correct it, or leave it out to see all.
        before=x     | before | before: it must be the id of an alert. Correct it, or leave it out to see all.
        limit=201    | limit  | limit must be a whole number from 1 to 200, not '201'. Leave it out for 50.
        """)
    void whatIsNothingOfItsKindIsRefused(String query, String parameter, String detail) {
        assertThat(get(ALERTS + "?" + query))
                .hasStatus(400)
                .bodyJson()
                .isLenientlyEqualTo("{\"parameter\": \"%s\", \"detail\": \"%s\"}".formatted(parameter, detail));
    }

    @Test
    void channelsAreToldWithoutWhatIsSecret() {
        assertThat(get(ALERTS + "/channels")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "channels": [{
                    "id": "01939c00-0000-7000-8000-000000000002", "name": "On call", "type": "webhook",
                    "address": "hooks.example", "enabled": true, "minimumState": "warning", "kinds": ["budget"],
                    "renotifyHours": 24}]}""");
    }

    @Test
    void whatWasSentIsToldAndSentOnceMore() {
        assertThat(get(ALERTS + "/" + FakeAlerts.EVENT + "/deliveries"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"alert": "01939c00-0000-7000-8000-000000000001", "deliveries": [{
                    "id": "01939c00-0000-7000-8000-000000000003", "channel": "01939c00-0000-7000-8000-000000000002",
                    "name": "On call", "round": 1, "state": "failed", "attempts": 2,
                    "createdAt": "2026-10-15T12:00:00Z", "nextAttemptAt": "2026-10-15T12:00:30Z", "sentAt": null,
                    "error": "failed", "status": 503}]}""");
        assertThat(mvc.post()
                        .uri(ALERTS + "/deliveries/" + FakeAlerts.DELIVERY + "/replay")
                        .exchange())
                .hasStatus(201)
                .bodyJson()
                .isStrictlyEqualTo("{\"delivery\": \"01939c00-0000-7000-8000-000000000004\"}");
        assertThat(mvc.post().uri(ALERTS + "/deliveries/" + NONE + "/replay").exchange())
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("There is no such delivery, or its channel was removed. Load the list again.");
    }

    @Test
    void aChannelIsRemovedByItsIdAlone() {
        assertThat(mvc.delete().uri(CHANNELS + FakeAlerts.CHANNEL).exchange()).hasStatus(204);
        assertThat(mvc.delete().uri(CHANNELS + NONE).exchange()).hasStatus(422);
        assertThat(mvc.delete().uri(CHANNELS + "mine").exchange()).hasStatus(400);
    }

    @Test
    void membersSeeAlertsAndNothingOfChannels() {
        usage.signIn(Role.MEMBER);

        assertThat(get(ALERTS)).hasStatusOk();
        assertThat(get(ALERTS + "/channels")).hasStatus(403);
        assertThat(get(ALERTS + "/" + FakeAlerts.EVENT + "/deliveries")).hasStatus(403);
        assertThat(mvc.delete().uri(CHANNELS + FakeAlerts.CHANNEL).exchange()).hasStatus(403);
    }
}
