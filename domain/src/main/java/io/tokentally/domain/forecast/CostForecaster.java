package io.tokentally.domain.forecast;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what days that are left of a window will come to, by the days before. How wide the range is, the organization's own past says:
 * what the same forecast would have told on days before is held against what came.
 */
public final class CostForecaster {

    /** With fewer days there is no forecast. */
    public static final int LEAST_DAYS = 28;

    /** Days further back change nothing. */
    public static final int MOST_DAYS = 270;

    private static final int ERROR_MONTHS = 6;

    /** Of a normal distribution, 80 % lie within so many deviations. */
    private static final double EIGHTY_PERCENT = 1.2816;

    private static final int ORIGINS = 120;
    private static final int BETWEEN_ORIGINS = 2;

    /** What is taken for granted weighs as much as so many forecasts that do not overlap. */
    private static final double PRIOR_FORECASTS = 3;

    private static final double PRIOR_DAYS = 100;
    private static final double LEAST_PRIOR = 0.8;

    /** Estimates are told to so many digits. */
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private CostForecaster() {}

    /** From which day on costs are asked for, so that the errors of the last months can be told, too. */
    public static LocalDate firstDay(LocalDate today) {
        return today.minusMonths(ERROR_MONTHS).withDayOfMonth(1).minusDays(MOST_DAYS / 2);
    }

    /** @throws IllegalArgumentException if today is not in the window */
    public static void requireRunning(LocalDate today, LocalDate start, LocalDate end) {
        if (start.isAfter(today) || end.isBefore(today)) {
            throw new IllegalArgumentException(
                    "Today, %s, must lie in the window from %s to %s".formatted(today, start, end));
        }
    }

    /**
     * Forecasts a window that today is in.
     *
     * @param costs of days; a day that is missing, after the first, cost nothing. Today may be among them, and is not over.
     * @param start the window's first day
     * @param end its last
     */
    public static UsageForecast forecast(
            SortedMap<LocalDate, BigDecimal> costs, LocalDate today, LocalDate start, LocalDate end) {
        requireRunning(today, start, end);
        BigDecimal soFar =
                costs.subMap(start, today.plusDays(1)).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal ofToday = costs.getOrDefault(today, BigDecimal.ZERO);
        double[] past = past(costs, today);
        int horizon = Math.toIntExact(ChronoUnit.DAYS.between(today, end)) + 1;
        return new UsageForecast(
                Money.usd(soFar),
                past.length < LEAST_DAYS ? null : range(past, horizon, soFar, ofToday),
                past.length,
                error(costs, today));
    }

    /** The days from the first to the one before today. */
    private static double[] past(SortedMap<LocalDate, BigDecimal> costs, LocalDate today) {
        if (costs.isEmpty() || !costs.firstKey().isBefore(today)) {
            return new double[0];
        }
        LocalDate first =
                costs.firstKey().isBefore(today.minusDays(MOST_DAYS)) ? today.minusDays(MOST_DAYS) : costs.firstKey();
        double[] past = new double[Math.toIntExact(ChronoUnit.DAYS.between(first, today))];
        costs.subMap(first, today)
                .forEach(
                        (day, cost) -> past[Math.toIntExact(ChronoUnit.DAYS.between(first, day))] = cost.doubleValue());
        return past;
    }

    private static ForecastRange range(double[] past, int horizon, BigDecimal soFar, BigDecimal ofToday) {
        DailyModel model = DailyModel.of(past, past.length);
        double today = ofToday.doubleValue();
        // What today has cost more than was expected, it has cost.
        double left = Math.max(0, model.expected(1) - today) + model.expectedSum(horizon) - model.expected(1);
        double stray = EIGHTY_PERCENT * model.deviationOfSum(horizon) * widening(past, horizon);
        return new ForecastRange(
                estimate(soFar, Math.max(0, left - stray)), estimate(soFar, left), estimate(soFar, left + stray));
    }

    private static Money estimate(BigDecimal soFar, double left) {
        // What was spent is no estimate.
        return Money.usd(
                left > 0 ? soFar.add(BigDecimal.valueOf(left)).round(DIGITS).max(soFar) : soFar);
    }

    /** How much further forecasts of so many days strayed before than the model holds likely. */
    private static double widening(double[] past, int horizon) {
        double squares = 0;
        int forecasts = 0;
        int last = past.length - horizon;
        for (int origin = Math.max(LEAST_DAYS, last - ORIGINS); origin <= last; origin += BETWEEN_ORIGINS) {
            DailyModel model = DailyModel.of(past, origin);
            double deviation = model.deviationOfSum(horizon);
            if (deviation > 0) {
                double stray = (sum(past, origin, horizon) - model.expectedSum(horizon)) / deviation;
                squares += stray * stray;
                forecasts++;
            }
        }
        double prior = Math.max(LEAST_PRIOR, PRIOR_DAYS / past.length);
        if (forecasts == 0) {
            return Math.sqrt(prior);
        }
        // Those that overlap tell the same days twice.
        double apart = Math.max(1, forecasts * (double) BETWEEN_ORIGINS / horizon);
        return Math.sqrt((apart * squares / forecasts + PRIOR_FORECASTS * prior) / (apart + PRIOR_FORECASTS));
    }

    private static double sum(double[] values, int first, int count) {
        double sum = 0;
        for (int day = first; day < first + count; day++) {
            sum += values[day];
        }
        return sum;
    }

    private static @Nullable ForecastError error(SortedMap<LocalDate, BigDecimal> costs, LocalDate today) {
        List<Double> errors = new ArrayList<>();
        for (int back = 1; back <= ERROR_MONTHS; back++) {
            YearMonth month = YearMonth.from(today).minusMonths(back);
            LocalDate middle = month.atDay(month.lengthOfMonth() / 2 + 1);
            double[] past = past(costs, middle);
            BigDecimal came = costs.subMap(month.atDay(1), month.plusMonths(1).atDay(1)).values().stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (past.length >= LEAST_DAYS && came.signum() > 0) {
                double soFar = costs.subMap(month.atDay(1), middle).values().stream()
                        .mapToDouble(BigDecimal::doubleValue)
                        .sum();
                int horizon = Math.toIntExact(ChronoUnit.DAYS.between(middle, month.atEndOfMonth())) + 1;
                double told = soFar + DailyModel.of(past, past.length).expectedSum(horizon);
                errors.add(Math.abs(told - came.doubleValue()) / came.doubleValue());
            }
        }
        if (errors.isEmpty()) {
            return null;
        }
        double mean = errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new ForecastError(errors.size(), BigDecimal.valueOf(mean * 100).setScale(1, RoundingMode.HALF_EVEN));
    }
}
