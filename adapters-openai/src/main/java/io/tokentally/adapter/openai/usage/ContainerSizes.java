package io.tokentally.adapter.openai.usage;

import java.util.LinkedHashMap;
import java.util.Optional;

/** The memory of containers, as whoever made them was told: what runs in one does not say it. It keeps the last ten thousand. For many threads at once. */
final class ContainerSizes {

    private static final int MAX_CONTAINERS = 10_000;

    private final LinkedHashMap<String, String> limits = new LinkedHashMap<>();

    synchronized void remember(String container, String memoryLimit) {
        limits.putLast(container, memoryLimit);
        if (limits.size() > MAX_CONTAINERS) {
            limits.pollFirstEntry();
        }
    }

    synchronized Optional<String> of(String container) {
        return Optional.ofNullable(limits.get(container));
    }
}
