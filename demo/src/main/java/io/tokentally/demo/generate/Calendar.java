package io.tokentally.demo.generate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How a plan's calls spread over its hours: by the features' schedules, a slow wave, and growth, by which a year ends at twice the
 * calls that it began with.
 */
final class Calendar {

    private static final double DAYS_TO_GROW_BY_ONE = 365;

    private final UsagePlan plan;
    private final Instant start;
    private final double[] weightBefore;

    Calendar(UsagePlan plan) {
        this.plan = plan;
        this.start = plan.firstDay().atStartOfDay(UsagePlan.ZONE).toInstant();
        Instant end = plan.lastDay().plusDays(1).atStartOfDay(UsagePlan.ZONE).toInstant();
        weightBefore = new double[(int) ChronoUnit.HOURS.between(start, end) + 1];
        for (int hour = 0; hour < hours(); hour++) {
            weightBefore[hour + 1] = weightBefore[hour] + weight(startOf(hour).atZone(UsagePlan.ZONE));
        }
    }

    private double weight(ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        double growth = 1 + ChronoUnit.DAYS.between(plan.firstDay(), day) / DAYS_TO_GROW_BY_ONE;
        double wave = 1 + 0.12 * StrictMath.sin(day.toEpochDay() / 8.0);
        double activity = 0;
        for (Feature feature : Feature.ALL) {
            activity += feature.weight() * feature.schedule().activity(day.getDayOfWeek(), time.getHour());
        }
        return growth * wave * activity;
    }

    /** How many hours there are. */
    int hours() {
        return weightBefore.length - 1;
    }

    /** The calls of the hour of that number, from 0 on. */
    CallsOfHour callsOf(int hour, Callers callers) {
        long calls = callsBefore(hour + 1) - callsBefore(hour);
        return new CallsOfHour(plan.seed(), hour, startOf(hour), calls, callers);
    }

    private Instant startOf(int hour) {
        return start.plus(hour, ChronoUnit.HOURS);
    }

    /** How many calls come before that hour; before the one after the last, all of them. */
    long callsBefore(int hour) {
        return Math.round(plan.calls() * (weightBefore[hour] / weightBefore[hours()]));
    }
}
