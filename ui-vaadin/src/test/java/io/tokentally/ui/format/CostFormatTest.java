package io.tokentally.ui.format;

import static io.tokentally.ui.format.CostFormat.formatCost;
import static io.tokentally.ui.format.CostFormat.formatExactly;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostFormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0.001234        | $0.001234
                    0               | $0.00
                    0.5             | $0.50
                    -0.5            | -$0.50
                    0.002           | $0.002
                    0.1             | $0.10
                    0.12345         | $0.1235
                    0.99999         | $1.00
                    1               | $1.00
                    1.005           | $1.01
                    12345.67        | $12,345.67
                    1234567890.1    | $1,234,567,890.10
                    -12345.678      | -$12,345.68
                    0.0000255       | $0.0000255
                    0.0000000000012 | $0.0000000000012
                    -0.000001       | -$0.000001
                    """)
    void amountsReadAsPeopleExpect(String amount, String text) {
        assertThat(formatCost(Money.usd(amount))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0.00123456789 | $0.00123456789
                    1.005         | $1.005
                    12            | $12.00
                    0             | $0.00
                    """)
    void exactAmountsKeepAllDigits(String amount, String text) {
        assertThat(formatExactly(Money.usd(amount))).isEqualTo(text);
    }

    @Test
    void noAmountLooksLikeNothingOrChangesItsSign() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            BigDecimal amount = BigDecimal.valueOf(random.nextLong() | 1, random.nextInt(30));
            String text = formatCost(Money.usd(amount));
            assertThat(text).as("%s", amount).containsPattern("[1-9]");
            assertThat(text.startsWith("-")).as("%s", amount).isEqualTo(amount.signum() < 0);
        }
    }

    @Test
    void whatIsReadIsNeverFarFromWhatIsTrue() {
        Random random = new Random(43);
        for (int i = 0; i < 10_000; i++) {
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, Integer.MAX_VALUE), random.nextInt(15));
            BigDecimal read = new BigDecimal(formatCost(Money.usd(amount)).replaceAll("[$,]", ""));
            BigDecimal tolerance = amount.multiply(new BigDecimal("0.005"));
            assertThat(read.subtract(amount).abs()).as("%s", amount).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void otherCurrenciesCarryTheirOwnSign() {
        assertThat(formatCost(new Money(Currency.getInstance("EUR"), new BigDecimal("1.5"))))
                .isEqualTo("€1.50");
    }
}
