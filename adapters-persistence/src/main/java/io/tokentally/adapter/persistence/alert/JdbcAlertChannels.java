package io.tokentally.adapter.persistence.alert;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.key.SealedSecret;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that admins read, without their secrets, and functions of the owner's that owners change them by. */
final class JdbcAlertChannels implements AlertChannels {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcAlertChannels(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<AlertChannel> all(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT id, name, kind, address, enabled, minimum_state, kinds, renotify_hours FROM alert_channels
                        WHERE organization_id = ? AND removed_at IS NULL ORDER BY lower(name)""")
                .param(viewer.organizationId().value())
                .query((row, number) -> channel(row))
                .list();
    }

    private static AlertChannel channel(ResultSet row) throws SQLException {
        return new AlertChannel(
                new AlertChannelId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ChannelType.of(row.getString("kind")),
                row.getString("address"),
                row.getBoolean("enabled"),
                AlertState.of(row.getString("minimum_state")),
                kinds(row.getArray("kinds")),
                row.getObject("renotify_hours", Integer.class));
    }

    private static Set<AlertKind> kinds(@Nullable Array codes) throws SQLException {
        return codes == null
                ? Set.of()
                : Stream.of((String[]) codes.getArray()).map(AlertKind::new).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void save(Viewer viewer, AlertChannel channel, @Nullable SealedSecret sealed, Instant now) {
        change(
                viewer,
                "SELECT save_alert_channel(?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?)",
                statement -> statement
                        .param(channel.id().value())
                        .param(channel.name())
                        .param(channel.type().code())
                        .param(channel.address())
                        .param(sealed == null ? null : sealed.base64())
                        .param(channel.enabled())
                        .param(channel.minimum().code())
                        .param(
                                channel.kinds().isEmpty()
                                        ? null
                                        : channel.kinds().stream()
                                                .map(AlertKind::code)
                                                .sorted()
                                                .toArray(String[]::new))
                        .param(channel.renotifyHours())
                        .param(now.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public void remove(Viewer viewer, AlertChannelId channel, Instant now) {
        change(
                viewer,
                "SELECT remove_alert_channel(?, ?)",
                statement -> statement.param(channel.value()).param(now.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public void trying(Viewer viewer, AlertChannelId channel) {
        noteTest(viewer, channel, "trying", null);
    }

    @Override
    public void tested(Viewer viewer, AlertChannelId channel, DeliveryOutcome outcome) {
        noteTest(
                viewer,
                channel,
                outcome.failure() == null ? "arrived" : outcome.failure().code(),
                outcome.status());
    }

    private void noteTest(Viewer viewer, AlertChannelId channel, String outcome, @Nullable Integer status) {
        change(
                viewer,
                "SELECT note_alert_channel_test(?, ?, ?)",
                statement -> statement.param(channel.value()).param(outcome).param(status));
    }

    private void change(Viewer viewer, String sql, UnaryOperator<JdbcClient.StatementSpec> parameters) {
        identity.assume(viewer);
        AlertRows.refusable(() ->
                parameters.apply(jdbc.sql(sql)).query((row, number) -> true).list());
    }
}
