package io.tokentally.bootstrap.product;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What each of several visitors gets at each of several doors, as a table in Markdown. */
final class AccessMatrix {

    private final String door;
    private final List<String> visitors;
    private final Map<String, Map<String, String>> answers = new TreeMap<>();

    AccessMatrix(String door, List<String> visitors) {
        this.door = door;
        this.visitors = List.copyOf(visitors);
    }

    void put(String at, String visitor, String answer) {
        answers.computeIfAbsent(at, key -> new LinkedHashMap<>()).put(visitor, answer);
    }

    int size() {
        return answers.size();
    }

    String toMarkdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| %s | %s |".formatted(door, String.join(" | ", visitors)));
        lines.add("|---|" + "---|".repeat(visitors.size()));
        answers.forEach((at, row) -> lines.add("| `%s` | %s |"
                .formatted(
                        at,
                        visitors.stream()
                                .map(visitor -> row.getOrDefault(visitor, ""))
                                .collect(Collectors.joining(" | ")))));
        return String.join("\n", lines) + "\n";
    }
}
