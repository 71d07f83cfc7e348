package io.tokentally.domain.person;

import java.util.List;

/**
 * What was erased of the calls that a journal had set aside.
 *
 * @param renamed calls that are kept, under an id that tells nothing and without free texts
 * @param removed what could not be read as a call, and named the person
 * @param unread files of the journal that may hold more: put aside as damaged, or too large for what was removed to be written over
 */
public record SetAsideErasure(int renamed, int removed, List<String> unread) {

    /** Where there is no journal. */
    public static final SetAsideErasure NONE = new SetAsideErasure(0, 0, List.of());

    public SetAsideErasure {
        unread = List.copyOf(unread);
    }
}
