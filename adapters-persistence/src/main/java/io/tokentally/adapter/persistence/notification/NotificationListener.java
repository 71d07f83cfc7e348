package io.tokentally.adapter.persistence.notification;

import io.tokentally.application.port.out.usage.UsageNotifications;
import io.tokentally.domain.access.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears on a connection of its own what {@link NotificationSender}s tell. After the connection was lost everybody is told: what was said
 * meanwhile nobody repeats.
 */
final class NotificationListener implements UsageNotifications, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

    /** After so long in silence the connection is tried. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Map<String, List<Subscription>> subscriptions = new ConcurrentHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("usage-notifications").daemon().unstarted(this::listenUntilClosed);
    private volatile boolean closed;

    /** By itself, so that the same listener twice is two. */
    private static final class Subscription {

        private final Runnable listener;

        private Subscription(Runnable listener) {
            this.listener = listener;
        }
    }

    NotificationListener(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void start() {
        thread.start();
    }

    @Override
    public Runnable subscribe(OrganizationId organizationId, Runnable listener) {
        Subscription own = new Subscription(listener);
        subscriptions.compute(organizationId.value(), (organization, before) -> {
            List<Subscription> all = before == null ? new CopyOnWriteArrayList<>() : before;
            all.add(own);
            return all;
        });
        return () -> subscriptions.computeIfPresent(organizationId.value(), (organization, all) -> {
            all.remove(own);
            return all.isEmpty() ? null : all;
        });
    }

    private void listenUntilClosed() {
        boolean reached = true;
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(true);
                listen(connection);
            } catch (SQLException e) {
                if (reached && !closed) {
                    LOG.warn("The database tells of no new usage; pages ask for it by themselves meanwhile", e);
                }
                reached = false;
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + NotificationSender.CHANNEL);
        }
        subscriptions.keySet().forEach(this::tell);
        PGConnection told = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] news = told.getNotifications(Math.toIntExact(SILENCE.toMillis()));
            for (PGNotification each : news) {
                tell(each.getParameter());
            }
            if (news.length == 0 && !connection.isValid(Math.toIntExact(PATIENCE.toSeconds()))) {
                throw new SQLException("The connection that tells of new usage is lost");
            }
        }
    }

    private void tell(String organization) {
        for (Subscription subscription : subscriptions.getOrDefault(organization, List.of())) {
            try {
                subscription.listener.run();
            } catch (RuntimeException e) {
                LOG.warn("Whoever was told of new usage failed at it", e);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
