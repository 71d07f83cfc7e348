package io.tokentally.adapter.gateway.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of transitions as the diagram that the documentation shows of it. */
public final class StateDiagram {

    private static final Path DOCUMENT = Path.of("..", "docs", "architecture.md");

    private StateDiagram() {}

    /** As Mermaid draws it: each state once, and each way from one to another with the events that lead there. */
    public static <S extends Enum<S>, E extends Enum<E>> String of(
            Transitions<S, E> table, Class<S> states, Class<E> events) {
        StringBuilder diagram = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        diagram.append("    [*] --> ").append(states.getEnumConstants()[0]).append('\n');
        for (S from : states.getEnumConstants()) {
            Map<S, List<String>> ways = new LinkedHashMap<>();
            for (E event : events.getEnumConstants()) {
                S next = table.next(from, event);
                if (next != null && next != from) {
                    ways.computeIfAbsent(next, to -> new ArrayList<>()).add(event.name());
                }
            }
            ways.forEach((to, by) -> diagram.append("    %s --> %s: %s%n".formatted(from, to, String.join(", ", by))));
        }
        return diagram.append("```\n").toString();
    }

    /** The document that must show it. */
    public static String document() {
        try {
            return Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
