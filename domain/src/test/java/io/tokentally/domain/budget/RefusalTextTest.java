package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.BudgetRefusal.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalTextTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RESET = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void whoeverIsRefusedLearnsByWhichBudgetWhatIsLeftWhenItResetsAndWhomToAsk() {
        assertThat(RefusalText.of(refusal(Reason.SPENT, BudgetMeasure.COST, "49.99", RESET)))
                .isEqualTo("The budget 'Marketing' does not let this call out: of USD 50, USD 49.99 are spent or set"
                        + " aside, and the call may use more than what is left. It begins anew at"
                        + " 2026-04-01T00:00:00Z. Owners of the organization set it under Budgets.");
    }

    @Test
    void tokensAndRequestsAreCounted() {
        assertThat(RefusalText.of(refusal(Reason.SPENT, BudgetMeasure.TOKENS, "48", null)))
                .contains("of 50 tokens, 48 tokens are spent")
                .doesNotContain("begins anew");
        assertThat(RefusalText.of(refusal(Reason.SPENT, BudgetMeasure.REQUESTS, null, null)))
                .contains("more than what is left of 50 requests.");
    }

    @Test
    void otherRulesSayWhatToDo() {
        assertThat(RefusalText.of(refusal(Reason.UNBOUNDED, BudgetMeasure.COST, null, null)))
                .contains("Set a limit on its output");
        assertThat(RefusalText.of(refusal(Reason.UNPRICED, BudgetMeasure.COST, null, null)))
                .contains("the model has no price");
    }

    @Test
    void nobodyIsToldToComeBackBeforeTheWindowEnds() {
        assertThat(secondsTo(NOW.plusSeconds(90))).isEqualTo(90);
        assertThat(secondsTo(NOW.plusSeconds(90).plusNanos(1))).isEqualTo(91);
        assertThat(secondsTo(NOW)).isZero();
        assertThat(secondsTo(NOW.minusSeconds(1))).isZero();
        assertThat(secondsTo(null)).isZero();
        assertThat(secondsTo(NOW.plusSeconds(100L * 366 * 86_400))).isZero();
    }

    private static int secondsTo(@Nullable Instant reset) {
        return RefusalText.secondsToReset(refusal(Reason.SPENT, BudgetMeasure.COST, "1", reset), NOW);
    }

    private static BudgetRefusal refusal(
            Reason reason, BudgetMeasure measure, @Nullable String used, @Nullable Instant resetsAt) {
        return new BudgetRefusal(
                new BudgetId(new UUID(1, 2)),
                "Marketing",
                reason,
                measure,
                new BigDecimal("50"),
                used == null ? null : new BigDecimal(used),
                resetsAt);
    }
}
