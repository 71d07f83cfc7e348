package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Which credentials programs have used within the hour, and from where: they bring them with each request, and the audit log is told
 * once an hour. In memory: each instance tells it, and tells it anew after a start.
 */
final class HourlyUses {

    private static final Duration TOLD_EVERY = Duration.ofHours(1);
    private static final int MAX_USES = 50_000;

    private record Use(Object credential, String clientBlock) {}

    private final Cache<Use, Boolean> told = Caffeine.newBuilder()
            .expireAfterWrite(TOLD_EVERY)
            .maximumSize(MAX_USES)
            .build();

    /** Whether it is to be told now; of many at once one is. */
    boolean isFirst(Object credential, String clientBlock) {
        return told.asMap().putIfAbsent(new Use(credential, clientBlock), true) == null;
    }
}
