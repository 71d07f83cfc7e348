package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before it goes out is counted once, as its key's and for its reason, and has no record. */
class RefusedCallsTest {

    private static final String CHAT_PATH = "/openai/v1/chat/completions";
    private static final String STANDARD_KEY = "tt_" + "P".repeat(40);
    private static final String UNKNOWN_KEY = "tt_" + "Q".repeat(40);
    private static final VirtualKeyId STANDARD_KEY_ID = new VirtualKeyId(new UUID(3, 1));

    private static final KeyPolicy SOME_MODELS =
            KeyPolicy.STANDARD.only(Set.of(), List.of(new ModelPattern("gpt-4.1*")), Set.of(Provider.OPENAI));

    /** By the methods below, since they need a gateway of their own. */
    private static final Set<RefusalReason> ELSEWHERE = EnumSet.of(
            RefusalReason.CALLS_AT_ONCE,
            RefusalReason.CALLS_PER_MINUTE,
            RefusalReason.SHARE_USED_UP,
            RefusalReason.BODY_TOO_LATE,
            RefusalReason.BODY_TOO_LARGE);

    record Case(RefusalReason reason, @Nullable VirtualKeyId key, String request, Consumer<GatewayUnderTest> setting) {

        @Override
        public String toString() {
            return reason + " " + request.lines().findFirst().orElse("");
        }
    }

    private static Case with(
            RefusalReason reason, @Nullable VirtualKeyId key, String request, Consumer<GatewayUnderTest> setting) {
        return new Case(reason, key, request, setting);
    }

    private static Case plain(RefusalReason reason, @Nullable VirtualKeyId key, String request) {
        return new Case(reason, key, request, gateway -> {});
    }

    private static String headers(String key, String more) {
        return "Authorization: Bearer " + key + "\r\n" + more;
    }

    private static Case byPolicy(RefusalReason reason, String request) {
        return with(
                reason,
                STANDARD_KEY_ID,
                request,
                gateway -> gateway.keys()
                        .give(STANDARD_KEY, STANDARD_KEY_ID, KeyHolder.user(new UserId("ada")), SOME_MODELS));
    }

    static Stream<Case> cases() {
        return Stream.of(
                plain(RefusalReason.UNKNOWN_KEY, null, Calls.chat(UNKNOWN_KEY)),
                plain(RefusalReason.UNKNOWN_KEY, null, Calls.chat("sk-of-a-provider-and-a-secret")),
                plain(RefusalReason.NO_KEY, null, Calls.post(CHAT_PATH, "", Calls.CHAT)),
                plain(RefusalReason.API_TOKEN, null, Calls.chat("tt-api-" + "x".repeat(40))),
                plain(RefusalReason.KEY_REVOKED, KnownKeys.VOID_KEY_ID, Calls.chat(KnownKeys.REVOKED_KEY)),
                plain(RefusalReason.KEY_EXPIRED, KnownKeys.VOID_KEY_ID, Calls.chat(KnownKeys.EXPIRED_KEY)),
                with(
                        RefusalReason.KEY_NOT_RENEWED,
                        KnownKeys.VOID_KEY_ID,
                        Calls.chat(KnownKeys.REVOKED_KEY),
                        gateway -> gateway.keys().refuse(KnownKeys.REVOKED_KEY, KeyCheck.Reason.NOT_RENEWED)),
                with(
                        RefusalReason.MEMBER_LEFT,
                        KnownKeys.VOID_KEY_ID,
                        Calls.chat(KnownKeys.REVOKED_KEY),
                        gateway -> gateway.keys().refuse(KnownKeys.REVOKED_KEY, KeyCheck.Reason.MEMBER_LEFT)),
                with(
                        RefusalReason.NO_PROVIDER_KEY,
                        KnownKeys.USER_KEY_ID,
                        Calls.chat(KnownKeys.USER_KEY),
                        gateway -> gateway.keys().forgetSecrets()),
                plain(
                        RefusalReason.USER_NOT_ALLOWED,
                        KnownKeys.USER_KEY_ID,
                        Calls.post(CHAT_PATH, headers(KnownKeys.USER_KEY, "X-Tokentally-User: grace\r\n"), Calls.CHAT)),
                byPolicy(
                        RefusalReason.PROVIDER_NOT_ALLOWED,
                        Calls.post("/anthropic/v1/messages", "x-api-key: " + STANDARD_KEY + "\r\n", Calls.CHAT)),
                byPolicy(
                        RefusalReason.OPERATION_NOT_ALLOWED,
                        "GET /openai/v1/organization/usage/completions HTTP/1.1\r\n"
                                + "Host: gateway\r\n"
                                + "Authorization: Bearer "
                                + STANDARD_KEY + "\r\n\r\n"),
                byPolicy(
                        RefusalReason.MODEL_NOT_ALLOWED,
                        Calls.post(
                                CHAT_PATH,
                                headers(STANDARD_KEY, "X-Tokentally-Endpoint: rank\r\n"),
                                Calls.CHAT.replace("gpt-4.1-nano", "o3-pro"))),
                byPolicy(
                        RefusalReason.RESOURCE_NOT_ALLOWED,
                        "GET /openai/v1/files/file-AbCdEf0123456789 HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                                + STANDARD_KEY + "\r\n\r\n"),
                byPolicy(
                        RefusalReason.BODY_NOT_CHECKABLE,
                        Calls.post(CHAT_PATH, headers(STANDARD_KEY, ""), "{\"model\":\"gpt-4.1\",\"model\":\"o3\"}")),
                with(
                        RefusalReason.BUDGET_EXCEEDED,
                        KnownKeys.USER_KEY_ID,
                        Calls.chat(KnownKeys.USER_KEY),
                        gateway -> gateway.budgets().refuse(ScriptedBudgets.spent(null))),
                with(
                        RefusalReason.BUDGET_UNAVAILABLE,
                        KnownKeys.USER_KEY_ID,
                        Calls.chat(KnownKeys.USER_KEY),
                        gateway -> gateway.budgets().refuse(new SpendingVerdict.Undetermined("Marketing"))),
                plain(
                        RefusalReason.MALFORMED_REQUEST,
                        KnownKeys.USER_KEY_ID,
                        Calls.post(CHAT_PATH, headers(KnownKeys.USER_KEY, "X-Tokentally-Tags: x\r\n"), Calls.CHAT)),
                plain(RefusalReason.NO_SUCH_PATH, null, Calls.get("/nowhere")),
                plain(
                        RefusalReason.HEADERS_TOO_LARGE,
                        null,
                        Calls.post(CHAT_PATH, "X-Long: " + "x".repeat(200_000) + "\r\n", Calls.CHAT)),
                with(
                        RefusalReason.UNAVAILABLE,
                        null,
                        Calls.chat(KnownKeys.USER_KEY),
                        gateway -> gateway.records().refuseCalls()),
                with(
                        RefusalReason.UNAVAILABLE,
                        KnownKeys.USER_KEY_ID,
                        Calls.chat(KnownKeys.USER_KEY),
                        gateway -> gateway.keys().lockSecrets()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isCountedOnceForItsReason(Case refused) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            refused.setting().accept(gateway);

            client.send(refused.request());

            assertThat(receive(client).status()).isGreaterThanOrEqualTo(400);
            RefusedCall counted = only(gateway);
            assertThat(counted.reason()).isEqualTo(refused.reason());
            assertThat(counted.at()).isEqualTo(GatewayUnderTest.NOW);
            assertThat(counted.key())
                    .isEqualTo(
                            refused.key() == null ? null : new RefusedKey(new OrganizationId("acme"), refused.key()));
        }
    }

    /** The one call that was counted, of which there is no record. */
    private static RefusedCall only(GatewayUnderTest gateway) {
        assertThat(gateway.refused()).hasSize(1);
        assertThat(gateway.records().count()).isZero();
        return gateway.refused().getFirst();
    }

    /** Whoever adds a reason says here how it comes about. */
    @Test
    void everyReasonIsTried() {
        assertThat(cases().map(Case::reason))
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)))
                .doesNotContainAnyElementsOf(ELSEWHERE);
    }

    @Test
    void tooManyCallsOfAKeyAreCounted() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 4; i++) {
                client.send(Calls.chat(KnownKeys.NARROW_KEY));
                receive(client);
            }

            assertThat(gateway.refused())
                    .extracting(RefusedCall::reason)
                    .containsExactly(RefusalReason.CALLS_PER_MINUTE, RefusalReason.CALLS_PER_MINUTE);
            assertThat(gateway.records().count()).isEqualTo(2);
        }
    }

    @Test
    void tooManyCallsAtOnceAreCounted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(Calls.chat(KnownKeys.NARROW_KEY));
            gateway.awaitGauge("calls.active", 1);
            two.send(Calls.chat(KnownKeys.NARROW_KEY));
            receive(two);

            RefusedCall counted = only(gateway);
            assertThat(counted.reason()).isEqualTo(RefusalReason.CALLS_AT_ONCE);
            assertThat(counted.user()).isEqualTo(new UserId("narrow"));
            go.countDown();
            receive(one);
        }
    }

    @Test
    void whoHasItsShareOfTheConnectionsIsCounted() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        GatewayShares shares = new GatewayShares(25, 100, 100, 0, Duration.ofSeconds(20));
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway =
                        GatewayUnderTest.before(upstream, GatewayUnderTest.limits(4, 100, 0), shares);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(Calls.chat(KnownKeys.USER_KEY));
            gateway.awaitGauge("calls.active", 1);
            two.send(Calls.chat(KnownKeys.USER_KEY));
            receive(two);

            assertThat(only(gateway).reason()).isEqualTo(RefusalReason.SHARE_USED_UP);
            go.countDown();
            receive(one);
        }
    }

    @Test
    void aBodyThatDoesNotComeOrIsTooLargeIsCounted() throws Exception {
        Duration brief = Duration.ofMillis(300);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(brief, brief, brief, brief));
                Wire large = gateway.connect();
                Wire late = gateway.connect()) {
            large.send("POST %s HTTP/1.1\r\nHost: gateway\r\n%sContent-Length: 999999999999\r\n\r\n"
                    .formatted(CHAT_PATH, headers(KnownKeys.USER_KEY, "")));
            assertThat(receive(large).status()).isEqualTo(413);
            late.send("POST %s HTTP/1.1\r\nHost: gateway\r\n%sContent-Length: 10\r\n\r\n"
                    .formatted(CHAT_PATH, headers(KnownKeys.USER_KEY, "")));
            assertThat(receive(late).status()).isEqualTo(408);

            assertThat(gateway.refused())
                    .extracting(RefusedCall::reason)
                    .containsExactly(RefusalReason.BODY_TOO_LARGE, RefusalReason.BODY_TOO_LATE);
            assertThat(gateway.records().count()).isZero();
        }
    }

    @Test
    void aSampleTellsWhatWasAskedFor() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.keys().give(STANDARD_KEY, STANDARD_KEY_ID, KeyHolder.service(new UserId("nightly")), SOME_MODELS);
            client.send(Calls.post(
                    CHAT_PATH,
                    headers(STANDARD_KEY, "X-Tokentally-Endpoint: rank\r\nX-Tokentally-User: Grace\r\n"),
                    Calls.CHAT.replace("gpt-4.1-nano", "o3-pro")));
            receive(client);

            RefusedCall counted = only(gateway);
            assertThat(counted.user()).isEqualTo(new UserId("grace"));
            assertThat(counted.provider()).isEqualTo(Provider.OPENAI);
            assertThat(counted.endpoint()).isEqualTo(new Endpoint("rank"));
            assertThat(counted.operation()).isEqualTo(new Operation("chat.completions"));
            assertThat(counted.model()).isEqualTo(new ModelName("o3-pro"));
        }
    }

    @Test
    void ofAKeyThatNobodyKnowsNoMoreIsKeptThanHowItBegins() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(UNKNOWN_KEY));
            receive(client);
            client.send(Calls.chat("sk-of-a-provider-and-a-secret"));
            receive(client);

            assertThat(gateway.refused()).extracting(RefusedCall::unknownKey).containsExactly("tt_QQQQQQQQ", null);
            assertThat(gateway.refused().toString()).doesNotContain("Q".repeat(9), "secret");
        }
    }

    @Test
    void theNextRequestOnAConnectionIsCountedByWhatItBringsItself() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (String request : List.of(Calls.chat(KnownKeys.REVOKED_KEY), Calls.get("/nowhere"))) {
                client.send(request);
                receive(client);
            }

            assertThat(gateway.refused())
                    .extracting(RefusedCall::key, RefusedCall::provider)
                    .containsExactly(
                            tuple(new RefusedKey(new OrganizationId("acme"), KnownKeys.VOID_KEY_ID), Provider.OPENAI),
                            tuple(null, null));
        }
    }

    @Test
    void aProviderThatCannotBeReachedRefusesNobody() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.before(
                        URI.create("http://nobody.invalid/v1"), Limits.DEFAULT, Timeouts.DEFAULT);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(502);
            assertThat(gateway.records().count()).isEqualTo(1);
            assertThat(gateway.refused()).isEmpty();
        }
    }

    private static ScriptedUpstream answeringAfter(CountDownLatch go) {
        return ScriptedUpstream.start((wire, server) -> {
            while (server.receive(wire)) {
                go.await(20, TimeUnit.SECONDS);
                wire.send(Calls.ok(Calls.COMPLETION));
            }
        });
    }
}
