package io.tokentally.domain.forecast;

import java.util.Arrays;

/**
 * How a row of days goes on: a level, a trend that is damped, and a factor for each day of the week. The level follows the days as fast as
 * would have served best before: exponential smoothing after Gardner and McKenzie (1985), on days divided by their factor.
 */
final class DailyModel {

    static final int WEEK = 7;

    /** Weekdays are told from so many of the last days. */
    private static final int WEEKDAY_DAYS = 8 * WEEK;

    /** The level is followed over so many of the last days. */
    private static final int LEVEL_DAYS = 120;

    private static final int WARM_UP = 2 * WEEK;
    private static final double[] SPEEDS = {0.03, 0.08, 0.2, 0.4};
    private static final double TREND_SHARE = 0.1;
    private static final double DAMPING = 0.9;

    /** So much of a day is taken to be like every other, so that few weeks do not make a factor of chance. */
    private static final double PRIOR_DAYS = 0.25;

    private static final double LEAST_FACTOR = 0.02;

    private final double[] factors;
    private final int days;
    private double level;
    private double trend;
    private double speed;
    private double deviation;

    private DailyModel(double[] factors, int days) {
        this.factors = factors;
        this.days = days;
    }

    /**
     * Of the first so many of the values, which are of one day after the other.
     *
     * @param days two weeks or more
     */
    static DailyModel of(double[] values, int days) {
        if (days < WARM_UP || days > values.length) {
            throw new IllegalArgumentException(
                    "A model needs %d days or more of %d, not %d".formatted(WARM_UP, values.length, days));
        }
        DailyModel model = new DailyModel(factors(values, days), days);
        model.follow(values);
        return model;
    }

    private static double[] factors(double[] values, int days) {
        int first = Math.max(0, days - WEEKDAY_DAYS);
        double mean = Arrays.stream(values, first, days).average().orElse(0);
        double[] factors = new double[WEEK];
        if (mean <= 0) {
            Arrays.fill(factors, 1);
            return factors;
        }
        int[] counts = new int[WEEK];
        for (int day = first; day < days; day++) {
            factors[day % WEEK] += values[day];
            counts[day % WEEK]++;
        }
        for (int weekday = 0; weekday < WEEK; weekday++) {
            factors[weekday] = (factors[weekday] / mean + PRIOR_DAYS) / (counts[weekday] + PRIOR_DAYS);
        }
        double average = Arrays.stream(factors).average().orElse(1);
        for (int weekday = 0; weekday < WEEK; weekday++) {
            factors[weekday] = Math.max(factors[weekday] / average, LEAST_FACTOR);
        }
        return factors;
    }

    private void follow(double[] values) {
        int first = Math.max(0, days - LEVEL_DAYS);
        double best = Double.POSITIVE_INFINITY;
        for (double candidate : SPEEDS) {
            double followed =
                    Arrays.stream(values, first, first + WARM_UP).average().orElse(0);
            double rising = 0;
            double squares = 0;
            for (int day = first; day < days; day++) {
                double factor = factors[day % WEEK];
                double expected = followed + DAMPING * rising;
                double error = values[day] / factor - expected;
                if (day >= first + WARM_UP) {
                    squares += error * factor * error * factor;
                }
                followed = expected + candidate * error;
                rising = DAMPING * rising + candidate * TREND_SHARE * error;
            }
            if (squares < best) {
                best = squares;
                level = followed;
                trend = rising;
                speed = candidate;
            }
        }
        deviation = Math.sqrt(best / Math.max(1, days - first - WARM_UP));
    }

    /** What the day will come to that is so many days on, from 1. */
    double expected(int ahead) {
        double steps = DAMPING * (1 - Math.pow(DAMPING, ahead)) / (1 - DAMPING);
        return factors[(days + ahead - 1) % WEEK] * Math.max(0, level + trend * steps);
    }

    /** What so many days will come to. */
    double expectedSum(int horizon) {
        double sum = 0;
        for (int ahead = 1; ahead <= horizon; ahead++) {
            sum += expected(ahead);
        }
        return sum;
    }

    /** How far the sum of so many days strays, if each day does as before, and the level with it. */
    double deviationOfSum(int horizon) {
        double squares = 0;
        for (int later = 0; later < horizon; later++) {
            squares += (1 + speed * later) * (1 + speed * later);
        }
        return deviation * Math.sqrt(squares);
    }
}
