package io.tokentally.bootstrap.web;

import io.tokentally.domain.net.IpRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final Map<IpRange, Instant> warned = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpRange, Instant> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

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

    private synchronized boolean isDue(IpRange client) {
        Instant now = clock.instant();
        Instant last = warned.get(client);
        if (last != null && last.plus(QUIET).isAfter(now)) {
            return false;
        }
        warned.remove(client);
        warned.put(client, now);
        return true;
    }
}
