package io.tokentally.provider.wire;

import java.util.HashSet;
import java.util.Set;

/**
 * Which members of a JSON object matter. Within a member that matters everything is kept.
 *
 * @param members by name
 * @param nested objects in which, again, only {@code members} are kept: an answer that rides on an event, or within such an
 *     object
 */
public record FieldSelection(Set<String> members, Set<String> nested) {

    public FieldSelection {
        members = Set.copyOf(members);
        nested = Set.copyOf(nested);
    }

    public static FieldSelection of(String... members) {
        return new FieldSelection(Set.of(members), Set.of());
    }

    /** These members and another. */
    public FieldSelection and(String member) {
        Set<String> more = new HashSet<>(members);
        more.add(member);
        return new FieldSelection(more, nested);
    }

    /** The same members, also within objects of these names, which may stand one within another. */
    public FieldSelection within(String... names) {
        return new FieldSelection(members, Set.of(names));
    }
}
