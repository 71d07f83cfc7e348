package io.tokentally.ui.key;

import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.VirtualKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of some keys replaced which. */
final class KeySuccession {

    static final KeySuccession NONE = new KeySuccession(List.of(), Map.of());

    private final Map<VirtualKeyId, VirtualKey> byId = new HashMap<>();
    private final Map<VirtualKeyId, VirtualKeyId> predecessors;
    private final Map<VirtualKeyId, VirtualKeyId> successors = new HashMap<>();

    /** @param replaced by the keys that were made to replace another, that one */
    KeySuccession(List<VirtualKey> keys, Map<VirtualKeyId, VirtualKeyId> replaced) {
        keys.forEach(key -> byId.put(key.id(), key));
        predecessors = Map.copyOf(replaced);
        replaced.forEach((successor, old) -> successors.put(old, successor));
    }

    @Nullable
    VirtualKey predecessor(VirtualKey key) {
        VirtualKeyId id = predecessors.get(key.id());
        return id == null ? null : byId.get(id);
    }

    @Nullable
    VirtualKey successor(VirtualKey key) {
        VirtualKeyId id = successors.get(key.id());
        return id == null ? null : byId.get(id);
    }

    /** The same keys in their order, but each that was replaced right behind the one that replaced it. */
    List<VirtualKey> together(List<VirtualKey> keys) {
        List<VirtualKey> together = new ArrayList<>();
        Set<VirtualKeyId> placed = new HashSet<>();
        for (VirtualKey key : keys) {
            List<VirtualKey> line = line(key).reversed();
            line.stream()
                    .filter(each -> byId.containsKey(each.id()) && placed.add(each.id()))
                    .forEach(together::add);
        }
        return together;
    }

    /** All that replaced each other one after the other, this one among them, the oldest first. */
    List<VirtualKey> line(VirtualKey key) {
        List<VirtualKey> line = new ArrayList<>(List.of(key));
        Set<VirtualKeyId> seen = new HashSet<>(Set.of(key.id()));
        for (VirtualKey old = predecessor(key); old != null && seen.add(old.id()); old = predecessor(old)) {
            line.addFirst(old);
        }
        for (VirtualKey next = successor(key); next != null && seen.add(next.id()); next = successor(next)) {
            line.addLast(next);
        }
        return line;
    }
}
