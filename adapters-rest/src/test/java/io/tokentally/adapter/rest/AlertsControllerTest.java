package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.alert.ManageAlertsUseCase.ChannelDraft;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

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

    @Test
    void aChannelIsMadeWithoutTellingWhatIsSecret() {
        MvcTestResult made = post(ALERTS + "/channels", """
                {"name": "On call", "type": "webhook", "address": "https://hooks.example/s3cret", "signingKey": "k3y",
                    "kinds": ["budget", "unusual"], "renotifyHours": 24}""");

        assertThat(made).hasStatus(201).hasHeader("Location", CHANNELS + FakeAlerts.CHANNEL);
        assertThat(made).bodyText().doesNotContain("s3cret", "k3y");
        assertThat(alerts.lastDraft())
                .isEqualTo(new ChannelDraft(
                        "On call",
                        ChannelType.WEBHOOK,
                        "https://hooks.example/s3cret",
                        "k3y",
                        true,
                        AlertState.WARNING,
                        Set.of(AlertKind.BUDGET, new AlertKind("unusual")),
                        24));
    }

    @Test
    void itIsChangedAndTriedWithoutSayingWhatIsSecretAgain() {
        assertThat(mvc.put()
                        .uri(CHANNELS + FakeAlerts.CHANNEL)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"name\": \"On call\", \"type\": \"slack\", \"enabled\": false, \"minimumState\": \"over\"}")
                        .exchange())
                .hasStatusOk();
        assertThat(alerts.lastDraft())
                .isEqualTo(new ChannelDraft(
                        "On call", ChannelType.SLACK, null, null, false, AlertState.OVER, Set.of(), null));

        assertThat(mvc.post().uri(CHANNELS + FakeAlerts.CHANNEL + "/test").exchange())
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"arrived\": false, \"error\": \"failed\", \"status\": 503}");
        assertThat(alerts.lastDraft()).extracting(ChannelDraft::address).isNull();
        assertThat(mvc.post().uri(CHANNELS + NONE + "/test").exchange()).hasStatus(422);
        assertThat(mvc.put()
                        .uri(CHANNELS + NONE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\": \"Other\", \"type\": \"slack\"}")
                        .exchange())
                .hasStatus(422);
    }

    @Test
    void alertsAreMutedUntilTheyAreNot() {
        assertThat(post(ALERTS + "/mutes", """
                {"kind": "unusual", "subject": {"rule": "r"}, "until": "2027-01-04T08:00:00Z"}"""))
                .hasStatus(201)
                .bodyJson()
                .isStrictlyEqualTo("{\"id\": \"01939c00-0000-7000-8000-000000000005\"}");
        assertThat(get(ALERTS + "/mutes")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "mutes": [{"id": "01939c00-0000-7000-8000-000000000005", "kind": "unusual",
                    "subject": {"rule": "r"}, "until": "2027-01-04T08:00:00Z"}]}""");
        assertThat(mvc.delete().uri(ALERTS + "/mutes/" + FakeAlerts.MUTE).exchange())
                .hasStatus(204);
        assertThat(get(ALERTS + "/mutes"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.mutes")
                .asArray()
                .isEmpty();
    }

    @Test
    void onlyOwnersSayWhereAlertsAreTold() {
        usage.signIn(Role.ADMIN);
        assertThat(mvc.post().uri(CHANNELS + NONE + "/test").exchange()).hasStatus(403);
        assertThat(post(
                        ALERTS + "/channels",
                        "{\"name\": \"a\", \"type\": \"email\", \"address\": \"a@acme.example\"}"))
                .hasStatus(403);
        assertThat(mvc.post().uri(CHANNELS + FakeAlerts.CHANNEL + "/test").exchange())
                .hasStatus(403);
        assertThat(post(ALERTS + "/mutes", "{\"kind\": \"budget\", \"until\": \"2027-01-04T08:00:00Z\"}"))
                .hasStatus(403);
        assertThat(get(ALERTS + "/mutes")).hasStatusOk();
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
