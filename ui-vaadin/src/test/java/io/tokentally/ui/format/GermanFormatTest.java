package io.tokentally.ui.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** Money, numbers and dates, written and typed as in German. */
class GermanFormatTest {

    private static final Instant NOON = Instant.parse("2026-03-05T12:00:00.250Z");

    @BeforeEach
    void readGerman() {
        LocaleContextHolder.setLocale(Locale.GERMAN);
    }

    @AfterEach
    void readAsBefore() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void moneyStandsBeforeItsCurrency() {
        assertThat(CostFormat.formatCost(Money.usd(new BigDecimal("12345.678"))))
                .isEqualTo("12.345,68\u00A0$");
        assertThat(CostFormat.formatCost(Money.usd(new BigDecimal("-0.001234"))))
                .isEqualTo("-0,001234\u00A0$");
        assertThat(CostFormat.formatExactly(new Money(Currency.getInstance("EUR"), new BigDecimal("0.5"))))
                .isEqualTo("0,50\u00A0€");
    }

    @Test
    void countsAreGroupedByPoints() {
        assertThat(CountFormat.formatCount(1_234_567)).isEqualTo("1.234.567");
        assertThat(CountFormat.formatTokens(1_500)).isEqualTo("1,50\u00A0Tsd.");
        assertThat(CountFormat.formatTokens(2_500_000)).isEqualTo("2,50\u00A0Mio.");
        assertThat(CountFormat.formatTokens(999)).isEqualTo("999");
        assertThat(CountFormat.formatRound(1_000_000)).isEqualTo("1\u00A0Mio.");
    }

    @Test
    void timesAreGermans() {
        assertThat(TimeFormat.formatDay(LocalDate.of(2026, 3, 5))).isEqualTo("5. März");
        assertThat(TimeFormat.formatDayInFull(LocalDate.of(2026, 3, 5))).isEqualTo("Do., 5. März 2026");
        assertThat(TimeFormat.formatInstantInFull(NOON, ZoneOffset.UTC))
                .isEqualTo("Donnerstag, 5. März 2026, 12:00:00,250");
        assertThat(TimeFormat.formatMonth(LocalDate.of(2026, 10, 1))).isEqualTo("Okt. 2026");
        assertThat(DurationFormat.formatDuration(Duration.ofMillis(1_250))).isEqualTo("1,25 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0,025; 0.025",
                "1.234; 1234",
                "1.234.567,5; 1234567.5",
                "0.025; 0.025",
                "2.5; 2.5",
                "1234.5; 1234.5",
                " 7 ; 7"
            })
    void numbersAreReadAsTheyAreTyped(String typed, BigDecimal number) {
        assertThat(TypedNumber.read(typed)).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2,3", "1.23.4", "-1", "1e3", "0,", "١", "1,234.5"})
    void whatIsNoNumberIsRefused(String typed) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> TypedNumber.read(typed));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        BigDecimal price = new BigDecimal("1.234");

        assertThat(TypedNumber.write(price)).isEqualTo("1,234");
        assertThat(TypedNumber.read(TypedNumber.write(price))).isEqualTo(price);
    }

    @Test
    void wholeNumbersHaveNoDecimals() {
        assertThat(TypedNumber.readWhole("200.000")).isEqualTo(200_000);
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> TypedNumber.readWhole("2,5"));
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> TypedNumber.readWhole("99999999999999999999"));
    }
}
