package io.tokentally.bootstrap.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokentally.domain.net.IpRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns that a client fills its share, now and then and not at each refusal: it may be a proxy that nobody named. */
final class FullShareWarning implements Consumer<IpRange> {

    static final Duration QUIET = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(FullShareWarning.class);
    private static final int MAX_CLIENTS = 1_000;

    private final String what;
    private final int share;
    private final Clock clock;
    private final Cache<IpRange, Instant> warned =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build();

    /** @param what there are only so many of, for instance {@code connections} */
    FullShareWarning(String what, int share, Clock clock) {
        this.what = what;
        this.share = share;
        this.clock = clock;
    }

    @Override
    public void accept(IpRange client) {
        if (isDue(client)) {
            LOG.warn(
                    "{} has all {} {} of the web port that one address may have, and is refused more. If it is a proxy"
                            + " of yours, name it in TOKENTALLY_TRUSTEDPROXIES.",
                    client,
                    share,
                    what);
        }
    }

    private boolean isDue(IpRange client) {
        Instant now = clock.instant();
        AtomicBoolean due = new AtomicBoolean();
        warned.asMap().compute(client, (same, last) -> {
            due.set(last == null || !last.plus(QUIET).isAfter(now));
            return due.get() ? now : last;
        });
        return due.get();
    }
}
