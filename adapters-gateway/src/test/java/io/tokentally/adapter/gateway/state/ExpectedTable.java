package io.tokentally.adapter.gateway.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What a test expects of a table of transitions: a line for each state, {@code FROM: EVENT EVENT > TO; EVENT > TO}. What is not
 * named is expected to be inappropriate.
 */
public final class ExpectedTable {

    private ExpectedTable() {}

    /** Each state with each event, and the name of the state that it must lead to; nothing where it is inappropriate. */
    public static <S extends Enum<S>, E extends Enum<E>> Stream<Arguments> cells(
            Class<S> states, Class<E> events, String expected) {
        Map<String, String> named = read(expected);
        Stream<Arguments> cells = Arrays.stream(states.getEnumConstants())
                .flatMap(state -> Arrays.stream(events.getEnumConstants())
                        .map(event -> Arguments.of(state, event, named.remove(state + " " + event))));
        return cells.onClose(() -> {
            if (!named.isEmpty()) {
                throw new IllegalStateException("No such states or events: " + named);
            }
        });
    }

    private static Map<String, String> read(String expected) {
        Map<String, String> named = new HashMap<>();
        for (String line : expected.strip().split("\n", -1)) {
            String[] row = line.split(":", 2);
            for (String entry : row[1].split(";", -1)) {
                String[] sides = entry.split(">", 2);
                for (String event : sides[0].strip().split(" +", -1)) {
                    named.put(row[0].strip() + " " + event, sides[1].strip());
                }
            }
        }
        return named;
    }
}
