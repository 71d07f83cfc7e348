package io.tokentally.domain.person;

import io.tokentally.domain.access.UserId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was erased of a person.
 *
 * @param knownAs the id that their figures stand under, which tells nothing of them
 * @param changed how many rows were removed or changed, by table
 */
public record ErasedPerson(UserId knownAs, SortedMap<String, Long> changed) {

    public ErasedPerson {
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
    }
}
