package io.tokentally.demo;

import io.tokentally.demo.Population.Inhabitant;
import io.tokentally.demo.Population.Organization;
import io.tokentally.demo.Population.Place;
import io.tokentally.domain.metering.MeteredCall;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What the people of the demo did on a day. The same day always has the same calls, down to the millisecond, so that
 * each start adds the days that are missing and repeats none.
 */
final class DemoHistory {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate BEGINNING = LocalDate.of(2026, 1, 1);
    private static final double CALLS_ON_A_WEEKDAY = 16;
    private static final double WEEKEND = 0.18;

    /** The calls of a day in the order of their time, as far as they lie before {@code now}. */
    List<MeteredCall> callsOn(LocalDate day, Instant now) {
        List<MeteredCall> calls = new ArrayList<>();
        for (Organization organization : DemoPeople.POPULATION.organizations()) {
            List<DemoFeature> features = DemoFeature.ALL.stream()
                    .filter(feature -> feature.organizationId().equals(organization.id()))
                    .toList();
            for (Inhabitant person : DemoPeople.POPULATION.people()) {
                for (Place place : person.places()) {
                    if (place.organizationId().equals(organization.id())) {
                        addCalls(calls, day, person, features);
                    }
                }
            }
        }
        return calls.stream()
                .filter(call -> call.startedAt().isBefore(now))
                .sorted(Comparator.comparing(MeteredCall::startedAt))
                .toList();
    }

    private static void addCalls(
            List<MeteredCall> calls, LocalDate day, Inhabitant person, List<DemoFeature> features) {
        Random random = new Random(
                31 * day.toEpochDay() + person.person().userId().value().hashCode() * 7_919L + features.size());
        int count = (int)
                Math.round(CALLS_ON_A_WEEKDAY * activity(day) * diligence(person) * (0.6 + 0.8 * random.nextDouble()));
        for (int i = 0; i < count; i++) {
            DemoFeature feature = pick(features, random);
            Instant instant = day.atTime(timeOfDay(feature.schedule(), random))
                    .atZone(ZONE)
                    .toInstant();
            calls.add(DemoCall.make(feature.on(day), person.person().userId(), instant, random));
        }
    }

    /** Weekdays, a slow wave, and growth over the year. */
    private static double activity(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        double growth = 1 + ChronoUnit.DAYS.between(BEGINNING, day) / 500.0;
        double wave = 1 + 0.2 * Math.sin(day.toEpochDay() / 8.0);
        return (weekend ? WEEKEND : 1) * growth * wave;
    }

    private static double diligence(Inhabitant person) {
        return 0.5 + Math.floorMod(person.person().userId().value().hashCode(), 100) / 80.0;
    }

    private static DemoFeature pick(List<DemoFeature> features, Random random) {
        int left =
                random.nextInt(features.stream().mapToInt(DemoFeature::weight).sum());
        for (DemoFeature feature : features) {
            left -= feature.weight();
            if (left < 0) {
                return feature;
            }
        }
        throw new IllegalStateException("The weights add up to less than their sum");
    }

    private static LocalTime timeOfDay(DemoFeature.Schedule schedule, Random random) {
        int hour = switch (schedule) {
            case NIGHT -> random.nextInt(1, 5);
            case WORKING_HOURS -> Math.clamp(Math.round(13 + 2.8 * random.nextGaussian()), 7, 21);
        };
        return LocalTime.of(hour, random.nextInt(60), random.nextInt(60), random.nextInt(1_000) * 1_000_000);
    }
}
