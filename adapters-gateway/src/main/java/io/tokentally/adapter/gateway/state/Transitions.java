package io.tokentally.adapter.gateway.state;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of transitions: which state an event leads to from which. An event that a state has no entry for is inappropriate
 * there.
 */
public final class Transitions<S extends Enum<S>, E extends Enum<E>> {

    private final Map<S, Map<E, S>> table;

    private Transitions(Map<S, Map<E, S>> table) {
        this.table = table;
    }

    public static <S extends Enum<S>, E extends Enum<E>> Builder<S, E> of(Class<S> states, Class<E> events) {
        return new Builder<>(states, events);
    }

    /** The state that the event leads to, perhaps the same; nothing if the event is inappropriate. */
    public @Nullable S next(S from, E event) {
        Map<E, S> row = table.get(from);
        return row == null ? null : row.get(event);
    }

    /** Takes the rows of a table, one state after the other. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>> {

        private final Class<E> events;
        private final Map<S, Map<E, S>> table;
        private @Nullable S from;

        private Builder(Class<S> states, Class<E> events) {
            this.events = events;
            this.table = new EnumMap<>(states);
        }

        /** What follows is of that state. */
        public Builder<S, E> from(S state) {
            if (table.put(state, new EnumMap<>(events)) != null) {
                throw new IllegalStateException(state + " has two rows");
            }
            from = state;
            return this;
        }

        /** Each of the events leads to that state. */
        @SafeVarargs
        public final Builder<S, E> to(S next, E... each) {
            S state = from;
            Map<E, S> row = state == null ? null : table.get(state);
            if (row == null) {
                throw new IllegalStateException("Say which state the events come in before " + next);
            }
            for (E event : each) {
                if (row.put(event, next) != null) {
                    throw new IllegalStateException("%s in %s leads to two states".formatted(event, state));
                }
            }
            return this;
        }

        /** Each of the events is appropriate, and leads nowhere else. */
        @SafeVarargs
        public final Builder<S, E> stays(E... each) {
            if (from == null) {
                throw new IllegalStateException("Say which state the events come in");
            }
            return to(from, each);
        }

        public Transitions<S, E> build() {
            return new Transitions<>(table);
        }
    }
}
