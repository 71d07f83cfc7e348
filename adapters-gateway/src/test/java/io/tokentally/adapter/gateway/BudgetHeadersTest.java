package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has a key that asks for it is told with each answer what is left of a budget, and nobody else is. */
class BudgetHeadersTest {

    private static final String CURIOUS = "tt_" + "C".repeat(40);
    private static final String INCURIOUS = "tt_" + "I".repeat(40);
    private static final String PREFIX = "x-tokentally-budget-";
    private static final String FORGED =
            "x-tokentally-budget-remaining: 1000000\r\nX-Tokentally-Budget-Reset: never\r\n";

    private volatile String extra = "";
    private final ScriptedUpstream upstream = ScriptedUpstream.start((wire, server) -> {
        while (server.receive(wire)) {
            wire.send(Calls.ok(Calls.COMPLETION).replaceFirst("\r\n", "\r\n" + extra));
        }
    });
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @BeforeEach
    void giveKeys() {
        KeyHolder ada = KeyHolder.user(new UserId("ada"));
        gateway.keys().give(CURIOUS, new VirtualKeyId(new UUID(2, 1)), ada, KeyPolicy.STANDARD.tellingBudgets(true));
        gateway.keys().give(INCURIOUS, new VirtualKeyId(new UUID(2, 2)), ada, KeyPolicy.STANDARD);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpText answer(String key) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.chat(key));
            HttpText answer = client.receive();
            assertThat(answer).isNotNull();
            return answer;
        }
    }

    private static List<String> told(HttpText answer) {
        return answer.headers().stream()
                .filter(header -> header.regionMatches(true, 0, PREFIX, 0, PREFIX.length()))
                .sorted()
                .toList();
    }

    @Test
    void whoAsksIsToldWhatIsLeftOfWhichAmountAndUntilWhen() throws Exception {
        gateway.budgets().block();

        HttpText answer = answer(CURIOUS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(told(answer))
                .containsExactly(
                        PREFIX + "limit: 2000",
                        PREFIX + "remaining: 1500",
                        PREFIX + "reset: 2027-01-01T00:00:00Z",
                        PREFIX + "unit: tokens");
    }

    @Test
    void whoDoesNotAskIsToldNothing() throws Exception {
        gateway.budgets().block();

        assertThat(told(answer(INCURIOUS))).isEmpty();
    }

    @Test
    void whereNoBudgetBlocksNothingIsTold() throws Exception {
        assertThat(told(answer(CURIOUS))).isEmpty();
    }

    @Test
    void whoIsRefusedIsToldOfTheBudgetThatRefused() throws Exception {
        gateway.budgets().refuse(ScriptedBudgets.spent(Instant.parse("2026-04-01T00:00:00Z")));

        HttpText refused = answer(CURIOUS);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(told(refused))
                .containsExactly(
                        PREFIX + "limit: 50",
                        PREFIX + "remaining: 0.01",
                        PREFIX + "reset: 2026-04-01T00:00:00Z",
                        PREFIX + "unit: USD");
        assertThat(told(answer(INCURIOUS))).isEmpty();
    }

    @Test
    void whatNeverBeginsAnewHasNoResetAndWhatNobodyKnowsIsLeftOut() throws Exception {
        gateway.budgets().refuse(ScriptedBudgets.spent(null));
        assertThat(told(answer(CURIOUS))).noneMatch(header -> header.startsWith(PREFIX + "reset"));

        gateway.budgets().refuse(new SpendingVerdict.Undetermined("Marketing"));
        assertThat(told(answer(CURIOUS))).isEmpty();
    }

    @Test
    void noProviderSpeaksOfBudgets() throws Exception {
        extra = FORGED;
        assertThat(told(answer(INCURIOUS))).isEmpty();
        assertThat(told(answer(CURIOUS))).isEmpty();

        gateway.budgets().block();
        assertThat(told(answer(CURIOUS))).hasSize(4).contains(PREFIX + "remaining: 1500");
    }
}
