package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class AlertRulesControllerTest extends RestTest {

    private static final String RULES = "/api/v1/alerts/rules";
    private static final String SPENDING = """
            {"name": "Spending", "kind": "unusual", "selector": {"model": "gpt-5*"}, "forEach": "key", "measure": "cost",
            "amount": "12.50", "window": "hour"}""";

    @Autowired
    private FakeAlertRules rules;

    @BeforeEach
    void signIn() {
        rules.reset();
        usage.signIn(Role.OWNER);
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult put(String path, String body) {
        return mvc.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    @Test
    void aRuleIsMadeAndToldWithItsState() {
        assertThat(post(RULES, SPENDING)).hasStatus(201).hasHeader("Location", RULES + "/" + FakeAlertRules.FIRST);

        assertThat(get(RULES)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"organization": "acme", "rules": [{
                    "id": "01939c00-0000-7000-8000-000000000011", "version": 1,
                    "terms": {"name": "Spending", "kind": "unusual", "severity": "warning", "selector": {"model": "gpt-5*"},
                        "forEach": "key", "measure": "cost", "amount": "12.5", "window": "hour", "enabled": true},
                    "changedBy": "oscar", "inForceFrom": "2026-10-15T12:00:00Z", "state": "warning", "subjects": 1,
                    "subject": null, "figures": {"value": "12.50"}}]}""");
    }

    @Test
    void itIsChangedByWhatItTellsAndEnded() {
        assertThat(post(RULES, SPENDING)).hasStatus(201);
        String one = RULES + "/" + FakeAlertRules.FIRST;

        assertThat(put(one, """
                {"name": "Silent", "kind": "silent", "severity": "over", "silentHours": 6, "enabled": false}""")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"version": 2, "terms": {"name": "Silent", "kind": "silent", "severity": "over", "silentHours": 6,
                    "enabled": false}}""");
        assertThat(mvc.delete().uri(one).exchange()).hasStatus(204);
        assertThat(mvc.delete().uri(one).exchange()).hasStatus(422);
        assertThat(put(one, SPENDING)).hasStatus(422);
        assertThat(get(RULES))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.rules")
                .asArray()
                .isEmpty();
    }

    @Test
    void itIsTriedOnThePast() {
        assertThat(post(RULES + "/dry-run", SPENDING)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"since": "2026-10-14T12:00:00Z", "crossings": [
                    {"window": "2026-10-15T12:00:00Z", "subject": "ada", "figures": {"value": "3"}}]}""");
    }

    @Test
    void modelsWithoutAPriceAreToldByTheDay() {
        assertThat(post(RULES, "{\"name\": \"No price\", \"kind\": \"unpriced\"}"))
                .hasStatus(201)
                .bodyJson()
                .extractingPath("$.terms.window")
                .isEqualTo("day");
    }

    @Test
    void adminsSeeRulesAndMembersDoNot() {
        assertThat(post(RULES, SPENDING)).hasStatus(201);
        usage.signIn(Role.ADMIN);
        assertThat(get(RULES)).hasStatusOk();
        assertThat(post(RULES, SPENDING)).hasStatus(403);
        usage.signIn(Role.MEMBER);
        assertThat(get(RULES)).hasStatus(403);
        assertThat(post(RULES + "/dry-run", SPENDING)).hasStatus(403);
    }
}
