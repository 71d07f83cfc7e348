package io.tokentally.ui.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.fake.BrowserlessApplication;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class TrendTest extends SpringBrowserlessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100    | 112    | true  | ↑ | 12% more than the 7 days before: worse",
                "100    | 88     | true  | ↓ | 12% less than the 7 days before: better",
                "100    | 112    | false | ↑ | 12% more than the 7 days before",
                "100    | 0      | true  | ↓ | 100% less than the 7 days before: better",
                "0      | 0      | true  | → | As the 7 days before",
                "5      | 5      | true  | → | As the 7 days before",
                "100000 | 100001 | true  | → | Nearly as the 7 days before",
                "0      | 3      | true  | + | New: there was nothing in the 7 days before",
                "1000   | 10990  | false | ↑ | 999% more than the 7 days before",
                "1000   | 11000  | false | ↑ | More than ten times the 7 days before",
                "1      | 166108 | true  | ↑ | More than ten times the 7 days before: worse",
            })
    void saysHowFiguresMovedWithoutAbsurdPercentages(
            long before, long now, boolean lessIsBetter, String arrow, String text) {
        Period week = Period.lastDays(7, BrowserlessApplication.NOW, ZoneOffset.UTC);

        Trend trend = Trend.of(Change.of(before, now), lessIsBetter, Comparison.PREVIOUS_PERIOD, week);

        assertThat(trend.text()).isEqualTo(text);
        assertThat(trend.arrow()).isEqualTo(arrow);
    }

    @ParameterizedTest
    @CsvSource({
        "PREVIOUS_PERIOD, the day before, the same hours a day before",
        "MONTH_BEFORE, the month before, the same hours a month before",
        "YEAR_BEFORE, the year before, the same hours a year before",
    })
    void namesWhatItIsComparedWith(Comparison comparison, String ofDay, String ofHours) {
        Change change = Change.of(1, 2);

        assertThat(Trend.of(change, false, comparison, Period.lastDays(1, BrowserlessApplication.NOW, ZoneOffset.UTC))
                        .text())
                .endsWith(ofDay);
        assertThat(Trend.of(change, false, comparison, Period.lastHours(24, BrowserlessApplication.NOW, ZoneOffset.UTC))
                        .text())
                .endsWith(ofHours);
    }
}
