package io.tokentally.adapter.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.ScriptedBudgets;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.ProviderProtocol;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is set aside for a call ends once, however the call does. */
class CallSpendingTest {

    private static final String SETTLED = "settled 1, cancelled 0";
    private static final String CANCELLED = "settled 0, cancelled 1";
    private static final String HELD = "held";

    /** What happens to a call that was let out, and what becomes of what was set aside. */
    record End(String name, Consumer<CallUnderTest> happens, String becomes) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<End> ends() {
        return Stream.of(
                new End("answered to its end", CallSpendingTest::answer, SETTLED),
                new End(
                        "answered, and its record is lost",
                        under -> {
                            under.records().hold();
                            answer(under);
                            under.lose();
                        },
                        SETTLED),
                new End(
                        "refused by the provider",
                        under -> {
                            under.provider().last().accept();
                            under.say("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\n\r\n{}");
                        },
                        SETTLED),
                new End("not reached", under -> under.provider().last().refuse(), SETTLED),
                new End(
                        "sent, and hung up on by the provider",
                        under -> {
                            under.provider().last().accept();
                            under.provider().last().hangUp();
                        },
                        SETTLED),
                new End(
                        "broken off in its answer",
                        under -> {
                            begin(under);
                            under.provider().last().hangUp();
                        },
                        SETTLED),
                new End(
                        "left by its caller in its answer",
                        under -> {
                            begin(under);
                            under.call().clientGone();
                            under.provider().last().hangUp();
                        },
                        SETTLED),
                new End(
                        "left by its caller before it goes out",
                        under -> under.call().clientGone(),
                        CANCELLED),
                new End("stopped before it goes out", under -> under.call().stop(), CANCELLED),
                new End(
                        "without memory before it goes out",
                        under -> under.call().noMemory(),
                        CANCELLED),
                new End("dismissed before it goes out", under -> under.call().dismiss(), CANCELLED),
                new End(
                        "stopped in its answer",
                        under -> {
                            begin(under);
                            under.call().stop();
                        },
                        SETTLED));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatIsSetAsideEndsOnce(End end) {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().block();
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
            assertThat(under.state()).isEqualTo(CallState.CONNECTING);

            end.happens().accept(under);
            under.work();
            under.run();

            assertThat(under.state()).isEqualTo(CallState.DONE);
            assertThat(under.budgets().ends()).containsExactly(end.becomes());
            assertThat(under.inappropriateEvents()).isZero();
        }
    }

    @Test
    void budgetsKnowWhoseCallItIsAndWhatItCanUse() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            String body = "{\"model\":\"gpt-4.1\",\"messages\":[],\"max_tokens\":7}";
            under.budgets().block();
            under.begin(CallUnderTest.chat(body.length()));
            under.body(body);

            assertThat(under.budgets().asked()).singleElement().satisfies(asked -> {
                assertThat(asked.call().model().value()).isEqualTo("gpt-4.1");
                assertThat(asked.call().operation().value()).isEqualTo("chat.completions");
                assertThat(asked.call().provider().value()).isEqualTo("openai");
                assertThat(asked.call().key()).isNotNull();
                assertThat(asked.bounds().inputTokens()).isEqualTo(body.length());
                assertThat(asked.bounds().outputTokens()).isEqualTo(7);
            });
            under.call().clientGone();
        }
    }

    @Test
    void aRecordIsOfWhenTheCallWasLetOut() throws Exception {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().block();
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
            answer(under);

            MeteredCall record = under.records().next();
            assertThat(record.startedAt()).isEqualTo(ScriptedBudgets.ADMITTED_AT);
        }
    }

    @Test
    void whoeverHasNoBudgetThatBlocksIsNotAskedAbout() throws Exception {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
            answer(under);

            assertThat(under.budgets().asked()).isEmpty();
            assertThat(under.records().count()).isEqualTo(1);
        }
    }

    @Test
    void whatIsFreePassesEveryBudget() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().refuse(ScriptedBudgets.spent(null));
            under.begin(CallUnderTest.look());
            under.body("");
            under.provider().last().accept();
            under.say(Calls.ok("{}"));

            assertThat(under.budgets().asked()).isEmpty();
            assertThat(under.client().told()).contains("headers 200");
        }
    }

    @Test
    void whatIsNotMeteredHasNoBoundAndIsAskedAboutBeforeAnyOfItGoesOut() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().blockAndWait();
            under.begin(CallUnderTest.request("/openai/v1/fine_tuning/jobs", 6));
            under.body("{\"a\"", false);

            assertThat(under.state()).isEqualTo(CallState.JUDGING);
            assertThat(under.provider().connections()).isZero();
            assertThat(under.budgets().asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.bounds()).isEqualTo(RequestBounds.UNKNOWN));

            under.budgets().answer();
            under.run();
            assertThat(under.state()).isEqualTo(CallState.CONNECTING);
            under.call().clientGone();
            assertThat(under.budgets().ends()).containsExactly(CANCELLED);
        }
    }

    @Test
    void whoeverIsRefusedIsToldAndCounted() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().refuse(ScriptedBudgets.spent(null));
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);

            assertThat(under.state()).isEqualTo(CallState.DONE);
            assertThat(under.client().told()).containsExactly("refused 429");
            assertThat(under.provider().connections()).isZero();
            assertThat(under.records().count()).isZero();
            assertThat(under.inappropriateEvents()).isZero();
        }
    }

    @Test
    void whereNobodyCanTellTheCallIsRefusedForNow() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().refuse(new SpendingVerdict.Undetermined("Marketing"));
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);

            assertThat(under.client().told()).containsExactly("refused 503");
        }
    }

    @Test
    void whatIsSetAsideForACallThatHasEndedGoesBack() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().blockAndWait();
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
            assertThat(under.state()).isEqualTo(CallState.JUDGING);
            under.call().clientGone();
            assertThat(under.state()).isEqualTo(CallState.DONE);

            under.budgets().answer();
            under.run();

            assertThat(under.budgets().ends()).containsExactly(CANCELLED);
            assertThat(under.inappropriateEvents()).isZero();
        }
    }

    @Test
    void aCallThatHasEndedIsRefusedToNobody() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().blockAndWait();
            under.begin(CallUnderTest.chat(Calls.CHAT.length()));
            under.body(Calls.CHAT);
            under.call().clientGone();

            under.budgets().refuse(ScriptedBudgets.spent(null));
            under.budgets().answer();
            under.run();

            assertThat(under.client().told()).isEmpty();
            assertThat(under.inappropriateEvents()).isZero();
        }
    }

    @Test
    void budgetsAreAskedAfterTheKey() {
        try (CallUnderTest under = CallUnderTest.withDrains(1)) {
            under.budgets().block();
            under.restrict();
            under.begin(CallUnderTest.chat(CallUnderTest.KEPT_FILE.length()));
            under.body(CallUnderTest.KEPT_FILE);
            assertThat(under.budgets().asked()).isEmpty();

            under.call().clientGone();
            under.allow();

            assertThat(under.budgets().asked()).isEmpty();
            assertThat(under.inappropriateEvents()).isZero();
        }
    }

    @Test
    void whatIsSentOnceMoreIsSetAsideOnce() throws Exception {
        try (CallUnderTest under = withCostlyLooks()) {
            stale(under);
            assertThat(under.state()).isEqualTo(CallState.CONNECTING);
            under.provider().last().accept();
            under.say(Calls.ok("{}"));

            assertThat(under.state()).isEqualTo(CallState.DONE);
            assertThat(under.budgets().asked()).hasSize(1);
            assertThat(under.budgets().ends()).containsExactly(SETTLED);
        }
    }

    @Test
    void whatWentOutOnceAndHasNoRecordIsHeld() throws Exception {
        try (CallUnderTest under = withCostlyLooks()) {
            stale(under);

            under.call().clientGone();

            assertThat(under.state()).isEqualTo(CallState.DONE);
            assertThat(under.budgets().ends()).containsExactly(HELD);
        }
    }

    /** OpenAI's protocol, of which a request that only looks may cost something all the same. */
    private static ProviderProtocol costlyLooks() {
        ProviderProtocol real = GatewayUnderTest.PROTOCOLS.stream()
                .filter(protocol -> protocol.provider().equals(Provider.OPENAI))
                .findFirst()
                .orElseThrow();
        return (ProviderProtocol) Proxy.newProxyInstance(
                CallSpendingTest.class.getClassLoader(),
                new Class<?>[] {ProviderProtocol.class},
                (proxy, method, arguments) -> method.getName().equals("boundsOfUnmetered")
                        ? RequestBounds.UNKNOWN
                        : method.invoke(real, arguments));
    }

    private static CallUnderTest withCostlyLooks() {
        return CallUnderTest.withProtocols(Stream.concat(
                        GatewayUnderTest.PROTOCOLS.stream()
                                .filter(protocol -> !protocol.provider().equals(Provider.OPENAI)),
                        Stream.of(costlyLooks()))
                .toList());
    }

    /** A call whose connection had gone stale in the pool, and that waits for another one. */
    private static void stale(CallUnderTest under) {
        under.begin(CallUnderTest.look());
        under.body("");
        under.provider().last().accept();
        under.say(Calls.ok("{}"));
        under.budgets().block();
        under.begin(CallUnderTest.look());
        under.body("");
        under.provider().last().hangUp();
        under.run();
    }

    private static void begin(CallUnderTest under) {
        under.provider().last().accept();
        under.say(Calls.STREAM_HEAD);
        under.sayEvent(Calls.DELTA);
    }

    private static void answer(CallUnderTest under) {
        begin(under);
        under.sayEvent(Calls.USAGE);
        under.sayEvent("[DONE]");
        under.say(Calls.LAST_CHUNK);
    }
}
