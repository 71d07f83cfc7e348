package io.tokentally.adapter.persistence.notification;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells every instance which organizations have new usage, several posts together. Not in the transaction that posts: PostgreSQL
 * commits those that notify one after the other.
 */
public final class NotificationSender implements AutoCloseable {

    static final String CHANNEL = "tokentally_usage";

    private static final Logger LOG = LoggerFactory.getLogger(NotificationSender.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usage-notification-sender").daemon().factory());

    NotificationSender(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        var unused =
                sender.scheduleWithFixedDelay(this::send, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells soon, and waits for nothing. */
    public void announce(Collection<String> organizations) {
        waiting.addAll(organizations);
    }

    private void send() {
        if (waiting.isEmpty()) {
            return;
        }
        String[] organizations = waiting.toArray(String[]::new);
        waiting.removeAll(Set.of(organizations));
        try {
            jdbc.sql("SELECT pg_notify(?, organization) FROM unnest(?) AS organization")
                    .params(CHANNEL, organizations)
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            // Whoever listens is out of reach, too, and asks anew when the database is back.
            LOG.debug("That there is new usage could not be told", e);
        }
    }

    /** Tells what still waits: a command ends right after it has posted. */
    @Override
    public void close() {
        sender.shutdown();
        send();
    }
}
