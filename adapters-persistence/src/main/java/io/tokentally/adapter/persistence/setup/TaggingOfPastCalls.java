package io.tokentally.adapter.persistence.setup;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells calls apart by tags that were declared after they were made, quarter-hour by quarter-hour, the newest first: each is a
 * transaction of its own, so that it goes on where it was broken off, and new calls are recorded in between. Whoever connects as the
 * owner may run it, and several at once take turns.
 */
public final class TaggingOfPastCalls {

    private final JdbcClient owner;

    public TaggingOfPastCalls(DataSource owner) {
        this.owner = JdbcClient.create(owner);
    }

    /** One quarter-hour of an organization's; says whether there was anything to do. */
    public boolean goOn() {
        return owner.sql("SELECT tag_one_quarter_hour()").query(Boolean.class).single();
    }
}
