package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Attempts to sign in by names that nobody has. They wait as those for accounts do, and cost nothing but some memory. */
final class MadeUpNames {

    /** As the database has them for accounts. */
    static final int FREE = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 10;
    private static final int MAX_NAMES = 50_000;
    private static final int MAX_NAME_LENGTH = 255;

    private record Name(String login, String block) {}

    private record Attempts(int count, Instant last) {

        Instant openAt() {
            if (count < FREE) {
                return last;
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - FREE, MAX_DOUBLINGS));
            return last.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private final Clock clock;
    private final Cache<Name, Attempts> names =
            Caffeine.newBuilder().maximumSize(MAX_NAMES).build();

    MadeUpNames(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt unless it comes too soon, and returns how long it has to wait. */
    Duration begin(String login, String block) {
        Instant now = clock.instant();
        Duration[] pause = {Duration.ZERO};
        names.asMap().compute(new Name(normal(login), block), (name, known) -> {
            if (known == null || known.last().plus(FORGOTTEN_AFTER).isBefore(now)) {
                return new Attempts(1, now);
            }
            if (known.openAt().isAfter(now)) {
                pause[0] = Duration.between(now, known.openAt()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
                return known;
            }
            return new Attempts(known.count() + 1, now);
        });
        return pause[0];
    }

    private static String normal(String login) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        return lower.length() > MAX_NAME_LENGTH ? lower.substring(0, MAX_NAME_LENGTH) : lower;
    }
}
