package io.tokentally.domain.performance;

import io.tokentally.domain.report.Distribution;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Finds the part of the time (the hour, the day, the week) since which calls are slower.
 *
 * <p>Of the n parts with enough calls, x<sub>i</sub> is the logarithm of the percentile, of a rate its negative. For each split into
 * k parts before and n - k since, at least {@value #LEAST_PARTS} on either side, Student's
 *
 * <pre>t = (mean of those since - mean of those before) / (s · √(1/k + 1/(n-k))),  s² = squares within both sides / (n-2)</pre>
 *
 * is compared with chance: the split with the greatest t is one if its one-sided probability with n - 2 degrees of freedom, times
 * the number of splits (Bonferroni), is at most {@value #FALSE_ALARM}. Parts, not calls, are what chance is judged by, because calls of one
 * day are fast or slow together. It is told if the percentile of all calls since is worse than that of all before by at least
 * {@value #LEAST_PERCENT} %, and if the mean of the last {@value #LEAST_PARTS} parts has not come back by more than half of the way: what
 * was slow and is not any more is none.
 */
public final class SlowdownSearch {

    /** On either side of a split, so that no single day makes one. */
    public static final int LEAST_PARTS = 3;

    /** How often a series of nothing but noise is said to have become slower, at most. */
    public static final double FALSE_ALARM = 0.001;

    /** More than twice what the buckets of distributions may be wrong by. */
    public static final int LEAST_PERCENT = 10;

    /** The variance of a logarithm that is only known to lie in a bucket of γ = 1.04: where all are in one, they still may differ. */
    private static final double BUCKET_VARIANCE = Math.pow(Math.log(1.04), 2) / 12;

    private final Speed speed;
    private final SpeedPercentile percentile;

    public SlowdownSearch(Speed speed, SpeedPercentile percentile) {
        this.speed = speed;
        this.percentile = percentile;
    }

    /** One part of the time. */
    private record Part(Instant start, Distribution calls, double level) {}

    /** A split before a part, and how it stands out. */
    private record Split(int place, double t) {}

    /** Whether there are enough parts with enough calls for a slowdown to be seen. */
    public boolean canJudge(SortedMap<Instant, Distribution> parts) {
        return parts.values().stream().filter(this::isEnough).count() >= 2 * LEAST_PARTS;
    }

    private boolean isEnough(Distribution calls) {
        return calls.count() >= percentile.leastCalls();
    }

    /** @param parts by when they began */
    public Optional<Slowdown> find(SortedMap<Instant, Distribution> parts) {
        List<Part> told = parts.entrySet().stream()
                .filter(part -> isEnough(part.getValue()))
                .map(this::part)
                .toList();
        if (told.size() < 2 * LEAST_PARTS) {
            return Optional.empty();
        }
        Split split =
                splits(told).stream().max(Comparator.comparingDouble(Split::t)).orElseThrow();
        int splits = told.size() - 2 * LEAST_PARTS + 1;
        if (split.t() <= 0 || StudentT.upperTail(split.t(), told.size() - 2) * splits > FALSE_ALARM) {
            return Optional.empty();
        }
        return slowdown(told, split.place()).filter(found -> lasts(told, split.place()));
    }

    private Part part(Map.Entry<Instant, Distribution> part) {
        double value = speed.of(part.getValue(), percentile).orElseThrow().doubleValue();
        return new Part(part.getKey(), part.getValue(), speed.isRate() ? -Math.log(value) : Math.log(value));
    }

    private static List<Split> splits(List<Part> parts) {
        return IntStream.rangeClosed(LEAST_PARTS, parts.size() - LEAST_PARTS)
                .mapToObj(place -> split(parts, place))
                .toList();
    }

    private static Split split(List<Part> parts, int place) {
        List<Part> before = parts.subList(0, place);
        List<Part> since = parts.subList(place, parts.size());
        double variance = (squares(before) + squares(since)) / (parts.size() - 2);
        double error = Math.sqrt(Math.max(variance, BUCKET_VARIANCE) * (1.0 / before.size() + 1.0 / since.size()));
        return new Split(place, (mean(since) - mean(before)) / error);
    }

    private static double mean(List<Part> parts) {
        return parts.stream().mapToDouble(Part::level).average().orElseThrow();
    }

    private static double squares(List<Part> parts) {
        double mean = mean(parts);
        return parts.stream()
                .mapToDouble(part -> (part.level() - mean) * (part.level() - mean))
                .sum();
    }

    private Optional<Slowdown> slowdown(List<Part> parts, int place) {
        Distribution before = together(parts.subList(0, place));
        Distribution since = together(parts.subList(place, parts.size()));
        SpeedChange change = SpeedChange.measured(before, since, speed, percentile);
        return change.percent() < LEAST_PERCENT
                ? Optional.empty()
                : Optional.of(new Slowdown(parts.get(place).start(), change, before.count(), since.count()));
    }

    private boolean lasts(List<Part> parts, int place) {
        double before = mean(parts.subList(0, place));
        double since = mean(parts.subList(place, parts.size()));
        double last = mean(parts.subList(parts.size() - LEAST_PARTS, parts.size()));
        return last - before >= (since - before) / 2;
    }

    private static Distribution together(List<Part> parts) {
        return parts.stream().map(Part::calls).reduce(Distribution.NONE, Distribution::plus);
    }
}
