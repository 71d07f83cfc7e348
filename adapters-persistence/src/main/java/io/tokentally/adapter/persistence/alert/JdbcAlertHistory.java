package io.tokentally.adapter.persistence.alert;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDelivery;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMute;
import io.tokentally.domain.alert.AlertMuteId;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.NotedAlert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that policies guard: admins and owners read all of their organization's, members those that name them. */
final class JdbcAlertHistory implements AlertHistory {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcAlertHistory(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<NotedAlert> find(Viewer viewer, AlertFilter filter) {
        return asking(viewer, """
                        SELECT event.id, event.kind, event.state, event.raised_at, event.window_start, event.window_end, event.user_id,
                            event.subject, event.figures, event.quiet, event.muted, seen.event_id IS NOT NULL AS is_seen
                        FROM alert_events event
                        LEFT JOIN alert_reads seen
                            ON seen.organization_id = event.organization_id AND seen.user_id = :user AND seen.event_id = event.id
                        WHERE event.organization_id = :organization
                            AND (:state::text IS NULL OR event.state = :state) AND (:kind::text IS NULL OR event.kind = :kind)
                            AND (:from::timestamptz IS NULL OR event.raised_at >= :from)
                            AND (:before::uuid IS NULL OR event.id < :before)
                        ORDER BY event.id DESC LIMIT :limit""")
                .param("state", filter.state() == null ? null : filter.state().code())
                .param("kind", filter.kind() == null ? null : filter.kind().code())
                .param("from", filter.from() == null ? null : time(filter.from()))
                .param(
                        "before",
                        filter.before() == null ? null : filter.before().value())
                .param("limit", filter.limit())
                .query((row, number) -> new NotedAlert(
                        AlertRows.event(row, "id", "kind", "state", row.getString("user_id")),
                        row.getBoolean("quiet"),
                        row.getBoolean("muted"),
                        row.getBoolean("is_seen")))
                .list();
    }

    @Override
    public long countUnseen(Viewer viewer, Instant since) {
        return asking(viewer, """
                        SELECT count(*) FROM alert_events event
                        WHERE event.organization_id = :organization AND event.noted_at >= :since AND NOT event.quiet AND NOT event.muted
                            AND NOT EXISTS (
                                SELECT FROM alert_reads seen
                                WHERE seen.organization_id = event.organization_id AND seen.user_id = :user AND seen.event_id = event.id)""").param("since", time(since)).query(Long.class).single();
    }

    @Override
    public void markSeen(Viewer viewer, Collection<AlertEventId> events) {
        asking(viewer, """
                        INSERT INTO alert_reads (organization_id, user_id, event_id)
                        SELECT event.organization_id, :user, event.id FROM alert_events event
                        WHERE event.organization_id = :organization AND event.id = ANY (:events)
                        ON CONFLICT DO NOTHING""")
                .param("events", events.stream().map(AlertEventId::value).toArray(UUID[]::new))
                .update();
    }

    @Override
    public List<AlertDelivery> deliveries(Viewer viewer, AlertEventId event) {
        return asking(viewer, """
                        SELECT delivery.id, delivery.channel_id, channel.name, channel.kind, channel.address, delivery.round,
                            delivery.state, delivery.attempts, delivery.created_at, delivery.next_attempt_at, delivery.error,
                            delivery.http_status, delivery.sent_at
                        FROM alert_deliveries delivery
                        JOIN alert_channels channel
                            ON channel.organization_id = delivery.organization_id AND channel.id = delivery.channel_id
                        WHERE delivery.organization_id = :organization AND delivery.event_id = :event
                        ORDER BY lower(channel.name), channel.id, delivery.round""")
                .param("event", event.value())
                .query((row, number) -> delivery(event, row))
                .list();
    }

    private static AlertDelivery delivery(AlertEventId event, ResultSet row) throws SQLException {
        return new AlertDelivery(
                new AlertDeliveryId(row.getObject("id", UUID.class)),
                event,
                new AlertChannelId(row.getObject("channel_id", UUID.class)),
                row.getString("name"),
                ChannelType.of(row.getString("kind")),
                row.getString("address"),
                row.getInt("round"),
                AlertDelivery.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                AlertRows.instant(row, "next_attempt_at"),
                row.getString("error"),
                row.getObject("http_status", Integer.class),
                AlertRows.instant(row, "sent_at"));
    }

    @Override
    public AlertDeliveryId replay(Viewer viewer, AlertDeliveryId delivery, Instant now) {
        identity.assume(viewer);
        return new AlertDeliveryId(AlertRows.refusable(() -> jdbc.sql("SELECT replay_alert_delivery(?, ?)")
                .params(delivery.value(), time(now))
                .query(UUID.class)
                .single()));
    }

    @Override
    public List<AlertMute> mutes(Viewer viewer, Instant now) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT id, kind, subject, until FROM alert_mutes
                        WHERE organization_id = ? AND until > ? ORDER BY until, id""")
                .params(viewer.organizationId().value(), time(now))
                .query((row, number) -> mute(row))
                .list();
    }

    private static AlertMute mute(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new AlertMute(
                new AlertMuteId(row.getObject("id", UUID.class)),
                kind == null ? null : new AlertKind(kind),
                AlertRows.values(row.getString("subject")),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }

    @Override
    public AlertMuteId mute(Viewer viewer, @Nullable AlertKind kind, SortedMap<String, String> subject, Instant until) {
        identity.assume(viewer);
        return new AlertMuteId(AlertRows.refusable(() -> jdbc.sql("SELECT mute_alerts(?, ?::jsonb, ?)")
                .param(kind == null ? null : kind.code())
                .param(subject.isEmpty() ? null : AlertRows.json(subject))
                .param(time(until))
                .query(UUID.class)
                .single()));
    }

    @Override
    public void unmute(Viewer viewer, AlertMuteId mute) {
        identity.assume(viewer);
        AlertRows.refusable(() -> jdbc.sql("SELECT unmute_alerts(?)")
                .param(mute.value())
                .query((row, number) -> true)
                .list());
    }

    private JdbcClient.StatementSpec asking(Viewer viewer, String sql) {
        identity.assume(viewer);
        return jdbc.sql(sql)
                .param("organization", viewer.organizationId().value())
                .param("user", viewer.userId().value());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
