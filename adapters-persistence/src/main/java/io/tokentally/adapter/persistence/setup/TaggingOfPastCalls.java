package io.tokentally.adapter.persistence.setup;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells calls apart by tags that were declared after they were made, some at a time, the newest first: each is a
 * transaction of its own, so that it goes on where it was broken off, and new calls are recorded in between. Whoever connects as the
 * owner may run it, and several at once take turns.
 */
public final class TaggingOfPastCalls {

    private static final int AT_A_TIME = 1_000;

    private final JdbcClient owner;
    private final int most;

    public TaggingOfPastCalls(DataSource owner) {
        this(owner, AT_A_TIME);
    }

    /** @param most that are told apart at a time, and whatever else is of the same quarter-hour */
    public TaggingOfPastCalls(DataSource owner, int most) {
        this.owner = JdbcClient.create(owner);
        this.most = most;
    }

    /** Some of an organization's; says whether there was anything to do. */
    public boolean goOn() {
        return owner.sql("SELECT tag_past_calls(?)")
                .param(most)
                .query(Boolean.class)
                .single();
    }
}
