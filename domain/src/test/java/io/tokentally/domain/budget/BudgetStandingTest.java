package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.calendar.ReportingCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetStandingTest {

    private static final Instant NOW = Instant.parse("2026-10-20T22:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "50, 0, OK, 0, 50",
        "50, 24.99, OK, 49, 25.01",
        "50, 25, WARNING, 50, 25",
        "50, 49.999, WARNING, 99, 0.001",
        "50, 50, OVER, 100, 0",
        "50, 75, OVER, 150, 0",
        "0, 0, OVER, 100, 0"
    })
    void whatIsSpentSaysHowItStands(String amount, String spent, BudgetState state, int percent, String left) {
        BudgetStanding standing = standing(amount, spent, "0");

        assertThat(standing.state()).isEqualTo(state);
        assertThat(standing.percentSpent()).isEqualTo(percent);
        assertThat(standing.left()).isEqualByComparingTo(left);
    }

    @Test
    void whatIsSetAsideIsNotLeftAndWarnsNobody() {
        BudgetStanding standing = standing("50", "20", "25");

        assertThat(standing.left()).isEqualByComparingTo("5");
        assertThat(standing.percentUsed()).isEqualTo(90);
        assertThat(standing.state()).isEqualTo(BudgetState.OK);
    }

    @Test
    void aWindowEndsByTheCalendarUnlessItMovesOnOrIsOver() {
        BudgetTerms monthly = BudgetFixtures.monthly("m", "50");

        assertThat(BudgetStanding.resetsAt(monthly, NOW, ReportingCalendar.PRESET))
                .contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(resetsAt(new BudgetWindow.Rolling(Duration.ofHours(24)))).isNull();
        assertThat(resetsAt(new BudgetWindow.Once(
                        Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-20T00:00:00Z"))))
                .isNull();
    }

    private static @Nullable Instant resetsAt(BudgetWindow window) {
        BudgetTerms terms =
                BudgetFixtures.terms("w", BudgetSelector.EVERYTHING, null, BudgetMeasure.COST, "50", window);
        return BudgetStanding.resetsAt(terms, NOW, ReportingCalendar.PRESET).orElse(null);
    }

    private static BudgetStanding standing(String amount, String spent, String reserved) {
        return new BudgetStanding(
                BudgetFixtures.monthly("m", amount),
                BudgetSubject.ALL,
                new BigDecimal(spent),
                new BigDecimal(reserved),
                BigDecimal.ZERO);
    }
}
