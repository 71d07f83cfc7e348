package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Attempts to sign in by names that nobody has. They wait as those for accounts do, by client address and for all addresses together,
 * and cost nothing but some memory.
 */
final class MadeUpNames {

    /** As the database has them for accounts: from one address, and from all. */
    static final int FREE = 5;

    static final int FREE_FROM_ALL = 50;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 10;
    private static final int MAX_NAMES_BY_ADDRESS = 50_000;
    private static final int MAX_NAME_LENGTH = 255;

    private record Attempts(int count, Instant last) {

        boolean isForgottenAt(Instant now) {
            return last.plus(FORGOTTEN_AFTER).isBefore(now);
        }

        Attempts at(Instant now) {
            if (isForgottenAt(now)) {
                return new Attempts(0, now);
            }
            // As the database does it: of a clock that was ahead, a pause counts from now.
            return last.isAfter(now) ? new Attempts(count, now) : this;
        }

        Attempts oneMore(Instant now) {
            return new Attempts(count + 1, now);
        }

        Instant openAt(int free) {
            if (count < free) {
                return last;
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - free, MAX_DOUBLINGS));
            return last.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private record Name(Attempts fromAll, Map<String, Attempts> byBlock) {

        static Name neverTriedBefore(Instant now) {
            return new Name(new Attempts(0, now), Map.of());
        }

        Name at(Instant now) {
            Map<String, Attempts> remembered = new HashMap<>();
            byBlock.forEach((block, attempts) -> {
                if (!attempts.isForgottenAt(now)) {
                    remembered.put(block, attempts.at(now));
                }
            });
            return new Name(fromAll.at(now), remembered);
        }

        Instant openAt(String block, Instant now) {
            Instant all = fromAll.openAt(FREE_FROM_ALL);
            Instant here = byBlock.getOrDefault(block, new Attempts(0, now)).openAt(FREE);
            return all.isAfter(here) ? all : here;
        }

        Name oneMore(String block, Instant now) {
            Map<String, Attempts> more = new HashMap<>(byBlock);
            more.merge(block, new Attempts(1, now), (before, one) -> before.oneMore(now));
            return new Name(fromAll.oneMore(now), more);
        }
    }

    private final Clock clock;
    private final Cache<String, Name> names = Caffeine.newBuilder()
            .maximumWeight(MAX_NAMES_BY_ADDRESS)
            .weigher((String login, Name name) -> Math.max(1, name.byBlock().size()))
            .build();

    MadeUpNames(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt unless it comes too soon, and returns how long it has to wait. */
    Duration begin(String login, String block) {
        Instant now = clock.instant();
        Duration[] pause = {Duration.ZERO};
        names.asMap().compute(normal(login), (unused, before) -> {
            Name name = before == null ? Name.neverTriedBefore(now) : before.at(now);
            Instant openAt = name.openAt(block, now);
            if (openAt.isAfter(now)) {
                pause[0] = Duration.between(now, openAt).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
                return name;
            }
            return name.oneMore(block, now);
        });
        return pause[0];
    }

    private static String normal(String login) {
        String lower = login.strip().toLowerCase(Locale.ROOT);
        return lower.length() > MAX_NAME_LENGTH ? lower.substring(0, MAX_NAME_LENGTH) : lower;
    }
}
