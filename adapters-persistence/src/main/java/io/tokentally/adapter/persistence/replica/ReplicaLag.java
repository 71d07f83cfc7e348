package io.tokentally.adapter.persistence.replica;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far a replica is behind: the age of the newest moment all of whose commits it has. It is told by positions in the log of the
 * database, which are compared with the replica's, and so by this machine's clock alone; and the lag of a database that rests is none.
 */
public final class ReplicaLag {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaLag.class);

    /** Of half an hour, measured every other second: what came in between is left out after that. */
    private static final int MOST_POSITIONS = 900;

    private static final String WRITTEN = "SELECT pg_current_wal_lsn() - pg_lsn '0/0'";
    private static final String REPLAYED =
            "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - pg_lsn '0/0' ELSE -1 END";

    private final JdbcClient database;
    private final JdbcClient replica;
    private final Duration bound;
    private final Clock clock;
    private final Deque<Position> positions = new ArrayDeque<>();
    private @Nullable Instant asOf;
    private boolean isAway;
    /** What was logged last; absent until something was. */
    private @Nullable Boolean answered;

    /** How much the database had written then. */
    private record Position(Instant at, BigDecimal written) {}

    /** @param bound beyond which the replica is not asked */
    public ReplicaLag(DataSource database, DataSource replica, Duration bound, Clock clock) {
        this.database = JdbcClient.create(database);
        this.replica = JdbcClient.create(replica);
        this.bound = bound;
        this.clock = clock;
    }

    /** Compares both. What fails, or is too much, is logged once. */
    public synchronized void measure() {
        try {
            Instant now = clock.instant();
            BigDecimal written = database.sql(WRITTEN).query(BigDecimal.class).single();
            if (positions.size() < MOST_POSITIONS) {
                positions.add(new Position(now, written));
            }
            replayed(replica.sql(REPLAYED).query(BigDecimal.class).single());
        } catch (DataAccessException e) {
            failed(e);
            return;
        }
        tell();
    }

    private void replayed(BigDecimal until) {
        isAway = until.signum() < 0;
        while (!positions.isEmpty() && positions.getFirst().written().compareTo(until) <= 0) {
            asOf = positions.removeFirst().at();
        }
    }

    private void tell() {
        boolean answers = isWithinBound();
        if (asOf == null && !isAway) {
            // It has not come as far as where it was measured first.
            return;
        }
        if (answers && !Boolean.TRUE.equals(answered)) {
            LOG.info("The replica answers questions about periods");
        } else if (!answers && !Boolean.FALSE.equals(answered)) {
            LOG.warn(
                    "The database answers questions about periods itself: the replica {}",
                    isAway
                            ? "is a database of its own, and no replica"
                            : "is more than " + bound.toSeconds() + " seconds behind");
        }
        answered = answers;
    }

    /** The replica is not asked any more until it has been measured again. */
    synchronized void failed(RuntimeException failure) {
        isAway = true;
        if (!Boolean.FALSE.equals(answered)) {
            LOG.warn("The database answers questions about periods itself: the replica cannot", failure);
        }
        answered = false;
    }

    /** Whether the replica may be asked. */
    public synchronized boolean isWithinBound() {
        return !isAway && asOf != null && !asOf.plus(bound).isBefore(clock.instant());
    }

    /** All that was committed until then is there; empty until that was measured. */
    public synchronized Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }

    /** Empty until it was measured. */
    public Optional<Duration> lag() {
        return asOf().map(then -> Duration.between(then, clock.instant()));
    }
}
