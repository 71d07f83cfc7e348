package io.tokentally.application.service.reading;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.TooManyReadingsException.Share;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few places that many want, given out organization by organization: however many of one organization wait, whoever
 * comes of another is next but for one turn of each. Nobody holds more than their share. Safe for use by many threads,
 * which it makes wait.
 */
public final class FairTurns {

    private final Shares shares;
    private final ReentrantLock lock = new ReentrantLock();

    /** Who waits, by organization; the one whose turn is next comes first. */
    private final Map<OrganizationId, Deque<Waiter>> lines = new LinkedHashMap<>();

    private final Map<OrganizationId, Integer> takenByOrganization = new HashMap<>();
    private final Map<UserId, Integer> takenByPerson = new HashMap<>();
    private int taken;

    public FairTurns(Shares shares) {
        this.shares = shares;
    }

    /** A place, held until it is closed. To close it twice does nothing more. */
    public final class Turn implements AutoCloseable {

        private final Viewer viewer;
        private boolean held = true;

        private Turn(Viewer viewer) {
            this.viewer = viewer;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (held) {
                    held = false;
                    count(viewer, -1);
                    callNext();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Does that work in a turn of the viewer's, which ends with it.
     *
     * @throws TooManyReadingsException if the turn does not come in time
     */
    public <T> T during(Viewer viewer, Supplier<T> work) {
        Turn turn = take(viewer);
        try {
            return work.get();
        } finally {
            turn.close();
        }
    }

    /**
     * Waits for a place.
     *
     * @throws TooManyReadingsException if none comes in time, if too many of the organization wait already, or if the thread is
     *     interrupted meanwhile
     */
    public Turn take(Viewer viewer) {
        return take(viewer, shares.waiting(), shares.patience());
    }

    /**
     * Waits for a place as one who has begun and would lose what is done: however many of the organization wait already.
     *
     * @param patience how long to wait at most
     * @throws TooManyReadingsException if none comes in time, or if the thread is interrupted meanwhile
     */
    public Turn takeOnceMore(Viewer viewer, Duration patience) {
        return take(viewer, Integer.MAX_VALUE, patience);
    }

    private Turn take(Viewer viewer, int mayWait, Duration patience) {
        Waiter waiter = new Waiter(viewer, lock.newCondition());
        lock.lock();
        try {
            Deque<Waiter> line = lines.computeIfAbsent(viewer.organizationId(), organization -> new ArrayDeque<>());
            line.addLast(waiter);
            callNext();
            if (waiter.turn == null && line.size() <= mayWait) {
                await(waiter, patience);
            }
            if (waiter.turn == null) {
                throw refusal(viewer);
            }
            return waiter.turn;
        } finally {
            leave(waiter);
            lock.unlock();
        }
    }

    /** How many places are taken now. */
    public int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    public int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    private static void await(Waiter waiter, Duration patience) {
        long left = patience.toNanos();
        try {
            while (waiter.turn == null && left > 0) {
                left = waiter.called.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Waiter waiter) {
        OrganizationId organization = waiter.viewer.organizationId();
        Deque<Waiter> line = lines.get(organization);
        if (line != null) {
            line.remove(waiter);
            if (line.isEmpty()) {
                lines.remove(organization);
            }
        }
    }

    private void callNext() {
        while (taken < shares.places()) {
            Waiter next = next();
            if (next == null) {
                return;
            }
            moveToTheEnd(next);
            count(next.viewer, 1);
            next.turn = new Turn(next.viewer);
            next.called.signal();
        }
    }

    /** The first in line of the first organization that has a share left for them. */
    private @Nullable Waiter next() {
        for (Deque<Waiter> line : lines.values()) {
            for (Iterator<Waiter> waiting = line.iterator(); waiting.hasNext(); ) {
                Waiter waiter = waiting.next();
                if (usedUp(waiter.viewer) == null) {
                    waiting.remove();
                    return waiter;
                }
            }
        }
        return null;
    }

    private void moveToTheEnd(Waiter called) {
        OrganizationId organization = called.viewer.organizationId();
        Deque<Waiter> line = lines.remove(organization);
        if (line != null && !line.isEmpty()) {
            lines.put(organization, line);
        }
    }

    private TooManyReadingsException refusal(Viewer viewer) {
        Share usedUp = usedUp(viewer);
        return new TooManyReadingsException(
                shares.readings(), usedUp == null ? Share.INSTALLATION : usedUp, shares.retryAfter());
    }

    private @Nullable Share usedUp(Viewer viewer) {
        if (takenByPerson.getOrDefault(viewer.userId(), 0) >= shares.perPerson()) {
            return Share.PERSON;
        }
        if (takenByOrganization.getOrDefault(viewer.organizationId(), 0) >= shares.perOrganization()) {
            return Share.ORGANIZATION;
        }
        return null;
    }

    private void count(Viewer viewer, int change) {
        taken += change;
        count(takenByPerson, viewer.userId(), change);
        count(takenByOrganization, viewer.organizationId(), change);
    }

    /** Nothing is kept of those who hold none. */
    private static <K> void count(Map<K, Integer> counts, K key, int change) {
        counts.merge(key, change, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** Somebody in line. */
    private static final class Waiter {

        private final Viewer viewer;
        private final Condition called;
        private @Nullable Turn turn;

        Waiter(Viewer viewer, Condition called) {
            this.viewer = viewer;
            this.called = called;
        }
    }
}
