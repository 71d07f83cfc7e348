package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.net.ClientAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns away who tries links that open nothing: {@value #MAX_TRIES} of them from one address within ten minutes. In memory:
 * nobody guesses 256 bits, but nobody is to load the database with trying either.
 */
public final class LinkGuard {

    static final int MAX_TRIES = 20;
    static final Duration COUNTED_FOR = Duration.ofMinutes(10);

    private static final int MAX_ADDRESSES = 10_000;
    private static final String NO_NAME = "?";

    private record Tries(int count, Instant since) {}

    private final RequestOrigin origin;
    private final AuthenticationAudit audit;
    private final Clock clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    public LinkGuard(RequestOrigin origin, AuthenticationAudit audit, Clock clock) {
        this.origin = origin;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws MembershipRefusedException if there were too many tries */
    synchronized void require() {
        if (counted().count() >= MAX_TRIES) {
            throw new MembershipRefusedException(Reason.TOO_MANY_TRIES);
        }
    }

    /** Counts a link that opened nothing, and writes down that it was tried. The secret is told to nobody. */
    void refused(Event event) {
        count();
        audit.note(event, null, null, NO_NAME, origin.clientAddress().orElse(""));
    }

    synchronized void count() {
        Tries known = counted();
        tries.put(address(), new Tries(known.count() + 1, known.since()));
    }

    private Tries counted() {
        Tries known = tries.get(address());
        Instant now = clock.instant();
        if (known == null || known.since().plus(COUNTED_FOR).isBefore(now)) {
            return new Tries(0, now);
        }
        if (known.since().isAfter(now)) {
            // A clock that was ahead and is put right makes nobody wait until it is as late again.
            Tries fromNow = new Tries(known.count(), now);
            tries.put(address(), fromNow);
            return fromNow;
        }
        return known;
    }

    /** All of an IPv6 subscriber's addresses are one. */
    private String address() {
        String address = origin.clientAddress().orElse("");
        return ClientAddress.parse(address)
                .map(client -> client.block().toString())
                .orElse(address);
    }
}
