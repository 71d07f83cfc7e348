package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriedBudgetTest {

    private static final Instant OCTOBER = Instant.parse("2026-09-30T22:00:00Z");

    private static TriedBudget spent(String... amounts) {
        return spent(BudgetMeasure.COST, amounts);
    }

    private static TriedBudget spent(BudgetMeasure measure, String... amounts) {
        return new TriedBudget(
                measure,
                Arrays.stream(amounts)
                        .map(amount -> new TriedWindow(
                                BudgetSubject.ALL, OCTOBER, new BigDecimal(amount), null, 0, BigDecimal.ZERO))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // A fifth more, rounded up to two digits.
        "COST, 100, 120",
        "COST, 101, 130",
        "COST, 84, 110",
        "COST, 0.0123, 0.015",
        "COST, 123456, 150000",
        "TOKENS, 123456, 150000",
        // Neither a fraction of a call nor of a billionth of a dollar can be set.
        "REQUESTS, 3, 4",
        "TOKENS, 7, 9",
        "COST, 0.000000001, 0.000000002"
    })
    void suggestsAFifthMoreThanTheDearestWindow(BudgetMeasure measure, String most, String suggested) {
        assertThat(spent(measure, "0", most, "0").suggestedAmount()).hasValueSatisfying(amount -> {
            assertThat(amount).isEqualByComparingTo(suggested);
            assertThat(BudgetFixtures.terms(
                                    "suggested",
                                    BudgetSelector.EVERYTHING,
                                    null,
                                    measure,
                                    amount.toPlainString(),
                                    new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY))
                            .amount())
                    .isEqualByComparingTo(amount);
        });
    }

    @Test
    void suggestsNothingWhereNothingWasSpent() {
        assertThat(spent().suggestedAmount()).isEmpty();
        assertThat(spent("0", "0.00").suggestedAmount()).isEmpty();
    }

    @Test
    void matchesNothingWithoutAnyWindow() {
        assertThat(spent().matchesNothing()).isTrue();
        assertThat(spent("0").matchesNothing()).isFalse();
    }

    @Test
    void addsUpWhatItWouldHaveRefused() {
        TriedBudget tried = new TriedBudget(
                BudgetMeasure.COST,
                List.of(
                        new TriedWindow(
                                new BudgetSubject("ada"),
                                OCTOBER,
                                new BigDecimal("12.5"),
                                OCTOBER,
                                7,
                                new BigDecimal("2.5")),
                        new TriedWindow(
                                new BudgetSubject("bob"), OCTOBER, new BigDecimal("3"), null, 0, BigDecimal.ZERO),
                        new TriedWindow(
                                new BudgetSubject("cy"),
                                OCTOBER,
                                new BigDecimal("10.25"),
                                OCTOBER,
                                1,
                                new BigDecimal("0.25"))));

        assertThat(tried.spent()).isEqualByComparingTo("25.75");
        assertThat(tried.callsRefused()).isEqualTo(8);
        assertThat(tried.refused()).isEqualByComparingTo("2.75");
    }
}
