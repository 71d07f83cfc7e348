package io.tokentally.benchmark.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Figures of several rounds, by what they are of. */
final class Rounds {

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String name, double figure) {
        figures.computeIfAbsent(name, absent -> new ArrayList<>()).add(figure);
    }

    /** Of each round's figure and its baseline's in the same round, the difference. */
    List<Double> differences(String name, String baseline) {
        List<Double> differences = new ArrayList<>();
        for (int round = 0; round < of(name).size(); round++) {
            differences.add(of(name).get(round) - of(baseline).get(round));
        }
        return differences;
    }

    List<Double> of(String name) {
        return figures.getOrDefault(name, List.of());
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median, and the least and the greatest. */
    static String summary(List<Double> figures) {
        return "%,10.1f  (%,.1f to %,.1f)"
                .formatted(
                        median(figures),
                        figures.stream().mapToDouble(figure -> figure).min().orElseThrow(),
                        figures.stream().mapToDouble(figure -> figure).max().orElseThrow());
    }

    /** Of each round's figure, what it has beyond the direct way's. */
    String added(String unit) {
        StringBuilder table = new StringBuilder();
        figures.keySet().stream()
                .filter(name -> !name.equals(Route.DIRECT))
                .forEach(name -> table.append(
                        "  %-24s %s %s%n".formatted(name, summary(differences(name, Route.DIRECT)), unit)));
        return table.toString();
    }

    /** One median by the other. */
    double ratio(String name, String other) {
        return median(of(name)) / median(of(other));
    }

    static double micros(Histogram nanoseconds, double percentile) {
        return nanoseconds.getValueAtPercentile(percentile) / 1e3;
    }

    /** One line for each name. */
    String table(String unit) {
        StringBuilder table = new StringBuilder();
        figures.forEach((name, rounds) -> table.append("  %-24s %s %s%n".formatted(name, summary(rounds), unit)));
        return table.toString();
    }
}
