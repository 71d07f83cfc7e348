package io.tokentally.adapter.persistence.setup;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves calls that an earlier version recorded into the tables of this one, day by day, the newest first: each day is a transaction of
 * its own, so that it goes on where it was broken off, and new calls are recorded meanwhile. Whoever connects as the owner may run
 * it, and several at once share the days.
 */
public final class UsageMove {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMove.class);

    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final JdbcClient owner;

    public UsageMove(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** Whether there is anything left to move. */
    public boolean isDone() {
        return owner.sql("SELECT to_regclass('public.rollups_to_move') IS NULL")
                .query(Boolean.class)
                .single();
    }

    /** Moves all there is, and then drops what it was in. */
    public void run() {
        if (isDone()) {
            return;
        }
        int days = 0;
        long reported = System.nanoTime();
        while (moveOneDay()) {
            if (days == 0) {
                LOG.warn(
                        "Usage of an earlier version is being moved; until that is done, older figures are not complete");
            }
            days++;
            if (System.nanoTime() - reported > BETWEEN_REPORTS.toNanos()) {
                reported = System.nanoTime();
                LOG.info("Usage of an earlier version is being moved: {} days are done", days);
            }
        }
        owner.sql("SELECT end_move()").query().singleRow();
        if (days > 0) {
            LOG.info("Usage of an earlier version has been moved: {} days", days);
        }
    }

    private boolean moveOneDay() {
        return owner.sql("SELECT move_one_day()").query(Boolean.class).single();
    }
}
