package io.tokentally.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a build is told of a rule that is broken: its name, the places, why it is there and what to do, in a few lines. */
final class BrokenRule {

    /** So many lines of places are shown. */
    static final int MAX_LINES = 8;
    /** A line is cut there. */
    static final int MAX_LENGTH = 300;
    /** Set to {@code true}, every place is shown in full. */
    static final String SHOW_ALL = "architecture.violations.all";

    private BrokenRule() {}

    /** The message, if the classes break the rule. */
    static Optional<String> message(Rule rule, JavaClasses classes) {
        List<String> places = violations(rule, classes);
        return places.isEmpty() ? Optional.empty() : Optional.of(message(rule, places));
    }

    /** Each violation as ArchUnit describes it, in order; one that says so if there is nothing for the rule to check. */
    static List<String> violations(Rule rule, JavaClasses classes) {
        try {
            return rule.check().evaluate(classes).getFailureReport().getDetails().stream()
                    .sorted()
                    .toList();
        } catch (AssertionError e) {
            if (String.valueOf(e.getMessage()).contains("failed to check any")) {
                return List.of("found nothing to check: the layout names packages that hold no such classes");
            }
            throw e;
        }
    }

    static String message(Rule rule, List<String> places) {
        return message(rule.name(), places, rule.reason(), rule.remedy());
    }

    static String message(String name, List<String> places, String reason, String remedy) {
        return "%s is broken, %s%n%s%n  why: %s%n  what to do: %s"
                .formatted(
                        name,
                        places.size() == 1 ? "in 1 place:" : "in " + places.size() + " places:",
                        shown(places),
                        reason,
                        remedy);
    }

    /** The places as indented lines, or the first of them. */
    static String shown(List<String> places) {
        List<String> lines = places.stream()
                .flatMap(place -> Stream.concat(
                        place.lines().limit(1).map(line -> "  - " + line.strip()),
                        place.lines().skip(1).map(line -> "    " + line.strip())))
                .toList();
        if (Boolean.getBoolean(SHOW_ALL) || lines.size() <= MAX_LINES) {
            return lines.stream().map(BrokenRule::cut).collect(Collectors.joining(System.lineSeparator()));
        }
        return lines.stream()
                .limit(MAX_LINES)
                .map(BrokenRule::cut)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        "",
                        "%n  … and %d lines more, shown with -D%s=true".formatted(lines.size() - MAX_LINES, SHOW_ALL)));
    }

    private static String cut(String line) {
        return Boolean.getBoolean(SHOW_ALL) || line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}
