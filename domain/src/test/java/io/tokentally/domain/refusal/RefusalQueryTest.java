package io.tokentally.domain.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.summary.Period;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalQueryTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private static RefusalQuery query(int days, Grain grain, int top, Dimension... by) {
        return new RefusalQuery(
                UsageScope.OWN,
                new Period(FIRST, FIRST.plusDays(days - 1L), ZoneId.of("UTC")),
                grain,
                List.of(by),
                top);
    }

    @Test
    void asksForNoMoreThanCanBeTold() {
        assertThat(query(154, Grain.HOUR, 1_000, Dimension.KEY, Dimension.REASON)
                        .starts())
                .hasSize(3_696);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(155, Grain.HOUR, 20))
                .withMessageContaining("3720")
                .withMessageContaining("a coarser grain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(1, Grain.TOTAL, 1_001))
                .withMessageContaining("1001");
        assertThatIllegalArgumentException().isThrownBy(() -> query(1, Grain.TOTAL, 0));
    }

    @Test
    void namesEachDimensionOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(1, Grain.TOTAL, 20, Dimension.KEY, Dimension.KEY))
                .withMessageContaining("KEY, KEY");
    }
}
