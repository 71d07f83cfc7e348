package io.tokentally.adapter.persistence.setup;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log's partitions, one a month in UTC, which are made ahead, so that no call has to wait for that at midnight. Whoever connects
 * as the owner may make them, and making them twice changes nothing; posting makes what is missing.
 */
public final class UsageMonths {

    /** Beside the current one. */
    public static final int AHEAD = 2;

    private final JdbcClient owner;

    public UsageMonths(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** Makes those of that month and of the next {@value #AHEAD}, each in a transaction of its own. */
    public void make(YearMonth current) {
        LongStream.rangeClosed(0, AHEAD).mapToObj(current::plusMonths).forEach(month -> make(month.atDay(1)));
    }

    private void make(LocalDate first) {
        owner.sql("SELECT ensure_usage_month(?)").param(first).query().singleRow();
    }
}
