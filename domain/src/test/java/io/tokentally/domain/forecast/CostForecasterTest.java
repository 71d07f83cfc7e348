package io.tokentally.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage that is made by known rules is forecast, and what is made next is held against it. */
class CostForecasterTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-16");
    private static final LocalDate START = LocalDate.parse("2026-11-01");
    private static final LocalDate END = LocalDate.parse("2026-11-30");
    private static final double[] WEEK = {1, 1.1, 1.05, 1.1, 0.9, 0.3, 0.2};
    private static final double MEAN = 100;

    /** How usage comes about. */
    enum Course {
        FLAT,
        GROWING,
        /** The level goes its own ways. */
        WANDERING,
        /** Some days are several times as dear. */
        HEAVY,
        SCATTERED
    }

    private static SortedMap<LocalDate, BigDecimal> made(Course course, int days, Random random) {
        SortedMap<LocalDate, BigDecimal> made = new TreeMap<>();
        LocalDate first = END.minusDays(days - 1L);
        double level = MEAN;
        for (int i = 0; i < days; i++) {
            LocalDate day = first.plusDays(i);
            if (course == Course.GROWING) {
                level = MEAN * (1 + 0.004 * i);
            } else if (course == Course.WANDERING) {
                level *= Math.exp(random.nextGaussian() * 0.03);
            }
            double chance = switch (course) {
                case HEAVY -> Math.exp(random.nextGaussian() * 0.6);
                case SCATTERED -> -Math.log(random.nextDouble() * random.nextDouble() * random.nextDouble()) / 3;
                default -> Math.exp(random.nextGaussian() * 0.2);
            };
            made.put(
                    day,
                    BigDecimal.valueOf(level * WEEK[day.getDayOfWeek().getValue() - 1] * chance)
                            .setScale(6, RoundingMode.HALF_EVEN));
        }
        return made;
    }

    /** Nothing of today yet. */
    private static SortedMap<LocalDate, BigDecimal> before(SortedMap<LocalDate, BigDecimal> made, LocalDate today) {
        return new TreeMap<>(made.headMap(today));
    }

    private static double sum(SortedMap<LocalDate, BigDecimal> costs) {
        return costs.values().stream().mapToDouble(BigDecimal::doubleValue).sum();
    }

    /**
     * Days that go up and down by turns come to the same in each 24: hardly a forecast of so many was ever off. Sixty-one are looked back
     * on, which overlap, and no more than five tell of other days: by these the range is half as wide as the theory says. As if each told
     * of other days, it would be a fifth.
     */
    @Test
    void forecastsThatOverlapDoNotCountAsIfEachToldOfOtherDays() {
        int horizon = 24;
        SortedMap<LocalDate, BigDecimal> costs = new TreeMap<>();
        double[] past = new double[200];
        for (int day = 0; day < past.length; day++) {
            past[day] = day % 2 == 0 ? 50 : 150;
            costs.put(TODAY.minusDays(past.length - day), BigDecimal.valueOf(past[day]));
        }

        ForecastRange range =
                Objects.requireNonNull(CostForecaster.forecast(costs, TODAY, TODAY, TODAY.plusDays(horizon - 1L))
                        .range());

        double theory = 1.2816 * DailyModel.of(past, past.length).deviationOfSum(horizon);
        double stray = range.most().amount().subtract(range.likely().amount()).doubleValue();
        assertThat(stray / theory).isBetween(0.45, 0.65);
    }

    /** What CI repeats to the digit: pasts of 2 to 9 months, and 5 to 25 days that are left. */
    @Test
    void fourOfFiveMonthsComeToWhatTheRangeSays() {
        Map<Course, Integer> within = new EnumMap<>(Course.class);
        int each = 160;
        long number = 0;
        for (Course course : Course.values()) {
            number++;
            for (int seed = 0; seed < each; seed++) {
                Random random = new Random(4711L * number + seed);
                int days = 70 + random.nextInt(200);
                LocalDate today = END.minusDays(4 + random.nextInt(21));
                SortedMap<LocalDate, BigDecimal> made = made(course, days, random);
                ForecastRange range =
                        Objects.requireNonNull(CostForecaster.forecast(before(made, today), today, START, END)
                                .range());
                double came = sum(made.tailMap(START));
                if (range.least().amount().doubleValue() <= came
                        && came <= range.most().amount().doubleValue()) {
                    within.merge(course, 1, Integer::sum);
                }
            }
        }

        double all = within.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(all / (each * Course.values().length))
                .as("%s of %d each", within, each)
                .isCloseTo(0.80, within(0.05));
        assertThat(within.values()).as("%s of %d each", within, each).allMatch(count -> count > each * 0.68);
    }

    /** From four to seven weeks little is known of how far forecasts stray: what is taken for granted widens the range. */
    @Test
    void aShortPastTellsAWiderRange() {
        int within = 0;
        int all = 0;
        Course[] courses = Course.values();
        for (int number = 0; number < courses.length; number++) {
            Course course = courses[number];
            for (int seed = 0; seed < 80; seed++) {
                Random random = new Random(815L * (number + 1) + seed);
                int left = 15;
                SortedMap<LocalDate, BigDecimal> made = made(course, left + 28 + random.nextInt(21), random);
                ForecastRange range =
                        Objects.requireNonNull(CostForecaster.forecast(before(made, TODAY), TODAY, START, END)
                                .range());
                double came = sum(made.tailMap(START));
                all++;
                if (range.least().amount().doubleValue() <= came
                        && came <= range.most().amount().doubleValue()) {
                    within++;
                }
            }
        }

        assertThat((double) within / all).as("%d of %d", within, all).isBetween(0.80, 0.95);
    }

    @ParameterizedTest
    @EnumSource(Course.class)
    void itIsNotFarOffHalfWayThrough(Course course) {
        double off = 0;
        int each = 40;
        for (int seed = 0; seed < each; seed++) {
            SortedMap<LocalDate, BigDecimal> made = made(course, 200, new Random(seed));
            ForecastRange range = Objects.requireNonNull(CostForecaster.forecast(before(made, TODAY), TODAY, START, END)
                    .range());
            double came = sum(made.tailMap(START));
            off += Math.abs(range.likely().amount().doubleValue() - came) / came;
        }
        assertThat(off / each).isLessThan(course == Course.HEAVY || course == Course.SCATTERED ? 0.15 : 0.08);
    }

    @Test
    void withoutChanceItIsNearlyRight() {
        SortedMap<LocalDate, BigDecimal> made = new TreeMap<>();
        for (LocalDate day = END.minusDays(200); !day.isAfter(END); day = day.plusDays(1)) {
            made.put(day, day.getDayOfWeek().getValue() > 5 ? BigDecimal.ONE : BigDecimal.TEN);
        }

        UsageForecast forecast = CostForecaster.forecast(before(made, TODAY), TODAY, START, END);

        ForecastRange range = Objects.requireNonNull(forecast.range());
        double came = sum(made.tailMap(START));
        assertThat(range.likely().amount().doubleValue()).isCloseTo(came, within(came * 0.03));
        assertThat(Objects.requireNonNull(forecast.error()).percent()).isLessThan(new BigDecimal("4"));
        assertThat(forecast.error().months()).isEqualTo(5);
    }

    @Test
    void whereThePastIsTooShortThereIsNone() {
        SortedMap<LocalDate, BigDecimal> made = made(Course.FLAT, 15 + 27, new Random(1));

        UsageForecast tooShort = CostForecaster.forecast(before(made, TODAY), TODAY, START, END);
        UsageForecast longEnough =
                CostForecaster.forecast(before(made(Course.FLAT, 15 + 28, new Random(1)), TODAY), TODAY, START, END);

        assertThat(tooShort.range()).isNull();
        assertThat(tooShort.knownDays()).isEqualTo(27);
        assertThat(tooShort.error()).isNull();
        assertThat(longEnough.range()).isNotNull();
    }

    @Test
    void withoutUsageItSaysNothing() {
        UsageForecast none = CostForecaster.forecast(new TreeMap<>(), TODAY, START, END);

        assertThat(none.range()).isNull();
        assertThat(none.soFar().amount()).isZero();
    }

    /** What was spent stays exact, and the forecast is never below it. */
    @Test
    void itIsNeverLessThanWhatWasSpent() {
        SortedMap<LocalDate, BigDecimal> made = before(made(Course.FLAT, 100, new Random(2)), TODAY);
        made.put(TODAY, new BigDecimal("123456.789012345"));

        UsageForecast forecast = CostForecaster.forecast(made, TODAY, TODAY, TODAY);

        ForecastRange range = Objects.requireNonNull(forecast.range());
        assertThat(forecast.soFar().amount()).isEqualByComparingTo("123456.789012345");
        assertThat(range.least().amount()).isEqualByComparingTo(forecast.soFar().amount());
        assertThat(range.likely().amount())
                .isEqualByComparingTo(forecast.soFar().amount());
    }

    /** An estimate has six digits, and what was spent may have more. */
    @Test
    void whatIsLeftTakesNothingOffWhatWasSpent() {
        SortedMap<LocalDate, BigDecimal> made = new TreeMap<>();
        for (LocalDate day = TODAY.minusDays(60); day.isBefore(TODAY); day = day.plusDays(1)) {
            made.put(day, new BigDecimal("0.01"));
        }
        made.put(TODAY, new BigDecimal("123456.4"));

        ForecastRange range = Objects.requireNonNull(
                CostForecaster.forecast(made, TODAY, TODAY, TODAY.plusDays(1)).range());

        assertThat(range.likely().amount()).isEqualByComparingTo("123456.4");
    }

    @Test
    void aWindowThatTodayIsNotInIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostForecaster.forecast(new TreeMap<>(), TODAY, START, TODAY.minusDays(1)));
    }
}
