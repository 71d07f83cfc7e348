package io.tokentally.demo.generate;

import java.time.DayOfWeek;
import java.util.Arrays;

/** When in the week a feature is used. */
enum Schedule {
    /** People at their desks, who have lunch, and few of whom work at weekends. */
    OFFICE(10, "0 0 0 0 0 0 2 12 45 90 100 98 70 62 90 100 95 80 45 20 12 8 5 2"),
    /** Customers, who come in the evening, too, and at weekends. */
    CUSTOMERS(65, "10 6 4 3 3 6 15 35 60 80 90 95 90 85 85 85 90 95 100 100 90 65 40 20"),
    /** Jobs that run while nobody works. */
    NIGHT(80, "50 100 100 90 60 15 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5 20");

    private final int weekendPercent;
    // Nobody else sees the array, and nothing is written to it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final int[] hourPercents;

    Schedule(int weekendPercent, String hourPercents) {
        this.weekendPercent = weekendPercent;
        this.hourPercents = Arrays.stream(hourPercents.split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /**
     * How much a feature is used, compared with its busiest hour.
     *
     * @param hour of the day, from 0 to 23
     */
    double activity(DayOfWeek day, int hour) {
        boolean atWeekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        return hourPercents[hour] * (atWeekend ? weekendPercent : 100) / 10_000.0;
    }
}
