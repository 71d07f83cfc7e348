package io.tokentally.demo.generate;

import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;

/** The calls of one hour in the order of their time. */
final class CallsOfHour {

    /** A call and what it is recorded by. */
    record Identified(UsageRecordId id, MeteredCall call) {}

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long STEP_BETWEEN_HOURS = 0xD1B5_4A32_D192_ED03L;

    private final Instant start;
    private final Callers callers;
    private final SplittableRandom random;
    private final Calls calls;
    private final WeightedChoice features;
    private final List<ModelLine.Use> usual;
    private final List<ModelLine.Use> others;

    private long left;
    private double elapsed;

    /** @param number the hour's, by which its calls differ from those of others */
    CallsOfHour(long seed, int number, Instant start, long calls, Callers callers) {
        this.start = start;
        this.callers = callers;
        this.left = calls;
        random = new SplittableRandom(new SplittableRandom(seed).nextLong() ^ number * STEP_BETWEEN_HOURS);
        this.calls = new Calls(random);
        ZonedDateTime time = start.atZone(UsagePlan.ZONE);
        LocalDate day = time.toLocalDate();
        features = new WeightedChoice(Feature.ALL.stream()
                .mapToDouble(
                        feature -> feature.weight() * feature.schedule().activity(time.getDayOfWeek(), time.getHour()))
                .toArray());
        usual = Feature.ALL.stream().map(feature -> feature.usual().on(day)).toList();
        others = Feature.ALL.stream().map(feature -> feature.other().on(day)).toList();
    }

    boolean hasNext() {
        return left > 0;
    }

    Identified next() {
        Instant startedAt = start.plusMillis(nextMillisecond());
        int choice = features.draw(random);
        Feature feature = Feature.ALL.get(choice);
        boolean isOther = random.nextInt(100) < feature.otherPercent();
        return new Identified(
                UsageRecordId.at(startedAt, random),
                calls.next(startedAt, callers.next(feature, random), feature, (isOther ? others : usual).get(choice)));
    }

    /** As if all instants of the hour had been drawn at random, and then sorted: the least of those that are left. */
    private long nextMillisecond() {
        double least = -StrictMath.expm1(StrictMath.log1p(-random.nextDouble()) / left);
        elapsed += (1 - elapsed) * least;
        left--;
        return Math.min(HOUR_MS - 1, (long) (elapsed * HOUR_MS));
    }
}
