package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session.Scope;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class RefusedCallsControllerTest extends RestTest {

    private static final String PATH = "/api/v1/usage/refused-calls";
    private static final String OPERATORS_PATH = "/api/v1/installation/refused-calls";
    private static final Instant OCTOBER_15 = Instant.parse("2026-10-14T22:00:00Z");
    private static final UUID KEY = UUID.fromString("01a13f6e-fa00-7000-8000-000000000001");

    @Autowired
    private FakeRefusedCalls refusedCalls;

    @Test
    void tellsThemByGroupAndTimeAndWhatTheOthersHave() {
        refusedCalls.answers(
                new RefusalReport.Row(OCTOBER_15, List.of("calls_per_minute", KEY.toString()), false, 7),
                new RefusalReport.Row(OCTOBER_15, List.of(), true, 2));

        assertThat(get(PATH + "?by=reason,key&grain=day&from=2026-10-15&to=2026-10-16&zone=Europe/Berlin&top=1"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {
                          "organization": "acme",
                          "period": {"from": "2026-10-15", "to": "2026-10-16", "days": 2, "zone": "Europe/Berlin"},
                          "grain": "day",
                          "by": ["reason", "key"],
                          "total": 9,
                          "rows": [
                            {"start": "2026-10-15T00:00:00+02:00", "other": false, "calls": 7, "group":
                              {"reason": "calls_per_minute", "key": "01a13f6e-fa00-7000-8000-000000000001"}},
                            {"start": "2026-10-15T00:00:00+02:00", "other": true, "calls": 2, "group": {}}
                          ]
                        }
                        """);
        assertThat(refusedCalls.asked())
                .isEqualTo(new RefusalQuery(
                        UsageScope.OWN,
                        new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 16), ZoneId.of("Europe/Berlin")),
                        Grain.DAY,
                        List.of(Dimension.REASON, Dimension.KEY),
                        1));
    }

    @Test
    void withoutParametersItIsOnesOwnByReasonOf30Days() {
        refusedCalls.answers(new RefusalReport.Row(OCTOBER_15, List.of("key_expired"), false, 7));

        assertThat(get(PATH)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"grain": "total", "by": ["reason"], "period": {"days": 30}, "total": 7,
                 "rows": [{"group": {"reason": "key_expired"}, "calls": 7}]}
                """);
    }

    @Test
    void tellsTheNewestWithWhatWasKnownOfThem() {
        refusedCalls.answers(
                new RefusedCall(
                        OCTOBER_15,
                        RefusalReason.MODEL_NOT_ALLOWED,
                        new RefusedKey(new OrganizationId("acme"), new VirtualKeyId(KEY)),
                        null,
                        new UserId("member@acme.example"),
                        Provider.OPENAI,
                        new Endpoint("rank"),
                        new Operation("chat.completions"),
                        new ModelName("o3-pro")),
                new RefusedCall(
                        OCTOBER_15,
                        RefusalReason.KEY_EXPIRED,
                        new RefusedKey(new OrganizationId("acme"), new VirtualKeyId(KEY)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));

        assertThat(get(PATH + "/samples")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "samples": [
                    {"refusedAt": "2026-10-14T22:00:00Z", "reason": "model_not_allowed",
                     "virtualKeyId": "01a13f6e-fa00-7000-8000-000000000001", "userId": "member@acme.example",
                     "provider": "openai", "endpoint": "rank", "operation": "chat.completions", "model": "o3-pro"},
                    {"refusedAt": "2026-10-14T22:00:00Z", "reason": "key_expired",
                     "virtualKeyId": "01a13f6e-fa00-7000-8000-000000000001"}
                  ]
                }
                """);
    }

    @Test
    void whatNeedsNoKeyHasNone() {
        refusedCalls.answers(new RefusedCall(
                OCTOBER_15,
                RefusalReason.BUDGET_EXCEEDED,
                RefusedKey.noneOf(new OrganizationId("acme")),
                null,
                null,
                Provider.OPENAI,
                null,
                null,
                null));

        assertThat(get(PATH + "/samples")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {
                  "organization": "acme",
                  "samples": [
                    {"refusedAt": "2026-10-14T22:00:00Z", "reason": "budget_exceeded", "provider": "openai"}
                  ]
                }
                """);
    }

    @Test
    void operatorsAreToldWhatIsNobodys() {
        usage.signInOperator();
        refusedCalls.answers(new RefusalReport.Row(OCTOBER_15, List.of("unknown_key"), false, 7));
        refusedCalls.answers(new RefusedCall(
                OCTOBER_15, RefusalReason.UNKNOWN_KEY, null, "tt_Abc12345", null, null, null, null, null));

        assertThat(get(OPERATORS_PATH + "?grain=hour&days=1"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"grain": "hour", "total": 7,
                         "rows": [{"start": "2026-10-14T22:00:00Z", "group": {"reason": "unknown_key"}, "calls": 7}]}""")
                .doesNotHavePath("$.organization");
        assertThat(get(OPERATORS_PATH + "/samples")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"samples": [
                  {"refusedAt": "2026-10-14T22:00:00Z", "reason": "unknown_key", "unknownKey": "tt_Abc12345"}]}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by=reason,planet        | by knows reason, key, not 'planet'
            by=reason,reason        | by has reason twice
            grain=minute            | grain must be total, hour, day, week or month, not 'minute'
            grain=hour&days=3000    | a coarser grain
            days=99999              | days must be a whole number from 1 to 3660
            top=0                   | top must be a whole number from 1 to 1000
            scope=planet            | scope must be own or organization
            """)
    void whatCannotBeAnsweredIsNamed(String parameters, String said) {
        assertThat(get(PATH + "?" + parameters)).hasStatus(400).bodyText().contains(said);
    }

    @ParameterizedTest
    @CsvSource({PATH, PATH + "/samples"})
    void aMemberAsksForNobodyElse(String path) {
        assertThat(get(path + "?scope=organization")).hasStatus(403);
        usage.signIn(Role.OWNER);
        assertThat(get(path + "?scope=organization")).hasStatusOk();
        usage.byToken(Scope.OWN_USAGE);
        assertThat(get(path + "?scope=organization")).hasStatus(403);
        usage.signInOperator();
        assertThat(get(path)).hasStatus(403);
    }

    @ParameterizedTest
    @CsvSource({OPERATORS_PATH, OPERATORS_PATH + "/samples"})
    void whatIsNobodysIsForOperatorsAlone(String path) {
        usage.signIn(Role.OWNER);
        assertThat(get(path)).hasStatus(403);
    }
}
