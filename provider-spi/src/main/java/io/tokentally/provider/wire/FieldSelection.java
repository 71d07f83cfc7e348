package io.tokentally.provider.wire;

import java.util.Set;

/**
 * Which members of a JSON object matter. Within a member that matters everything is kept.
 *
 * @param members by name
 * @param nested objects in which, again, only {@code members} are kept: an answer that rides on an event
 */
public record FieldSelection(Set<String> members, Set<String> nested) {

    public FieldSelection {
        members = Set.copyOf(members);
        nested = Set.copyOf(nested);
    }

    public static FieldSelection of(String... members) {
        return new FieldSelection(Set.of(members), Set.of());
    }

    /** The same members, also within an object of that name. */
    public FieldSelection within(String name) {
        return new FieldSelection(members, Set.of(name));
    }
}
