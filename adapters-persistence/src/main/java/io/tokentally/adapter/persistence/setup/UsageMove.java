package io.tokentally.adapter.persistence.setup;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves calls that an earlier version recorded into the tables of this one, hour by hour, and counts the units of days that it summed,
 * the newest first: each is a transaction of its own, so that it goes on where it was broken off, and new calls are recorded meanwhile.
 * Whoever connects as the owner may run it, and several at once take turns.
 */
public final class UsageMove {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMove.class);

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final JdbcClient owner;

    public UsageMove(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** Whether there is nothing left to do. */
    public boolean isDone() {
        return isMoved()
                && owner.sql("SELECT NOT EXISTS (SELECT FROM days_without_quantities)")
                        .query(Boolean.class)
                        .single();
    }

    private boolean isMoved() {
        return owner.sql("SELECT to_regclass('public.rollups_to_move') IS NULL")
                .query(Boolean.class)
                .single();
    }

    public void run() {
        moveCalls();
        countUnits();
    }

    /** Moves all there is, and then drops what it was in. */
    private void moveCalls() {
        if (isMoved()) {
            return;
        }
        int hours = 0;
        long reported = System.nanoTime();
        while (moveOneHour()) {
            if (hours == 0) {
                LOG.warn(
                        "Usage of an earlier version is being moved; until that is done, older figures are not complete");
            }
            hours++;
            if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                reported = System.nanoTime();
                LOG.info("Usage of an earlier version is being moved: {} hours of an organization are done", hours);
            }
        }
        owner.sql("SELECT end_move()").query().singleRow();
        if (!isMoved()) {
            LOG.warn("Calls of an earlier version are left that no sum tells of; they stay in the table calls_to_move");
            return;
        }
        if (hours > 0) {
            LOG.info("Usage of an earlier version has been moved: {} hours of an organization", hours);
        }
    }

    private boolean moveOneHour() {
        return owner.sql("SELECT move_one_hour()").query(Boolean.class).single();
    }

    private void countUnits() {
        int days = 0;
        while (owner.sql("SELECT count_quantities_of_a_day()")
                .query(Boolean.class)
                .single()) {
            days++;
        }
        if (days > 0) {
            LOG.info("What an earlier version recorded has been counted by unit: {} days of an organization", days);
        }
    }
}
