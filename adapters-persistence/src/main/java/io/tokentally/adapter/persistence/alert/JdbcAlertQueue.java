package io.tokentally.adapter.persistence.alert;

import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.key.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes messages as the metering role, which reads none of the tables: functions of the owner's hand them out. */
final class JdbcAlertQueue implements AlertQueue {

    private final JdbcClient metering;

    JdbcAlertQueue(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public long spread(Instant now, int most) {
        return metering.sql("SELECT public.spread_alerts(?, ?)")
                .params(time(now), most)
                .query(Long.class)
                .single();
    }

    @Override
    public List<Due> claim(Instant now, Instant leaseEnds, int most) {
        return metering.sql("SELECT * FROM public.claim_alert_deliveries(?, ?, ?)")
                .params(time(now), time(leaseEnds), most)
                .query((row, number) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new OrganizationId(row.getString("organization_id")),
                new AlertDeliveryId(row.getObject("delivery_id", UUID.class)),
                row.getObject("delivery_lease", UUID.class),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new AlertChannelId(row.getObject("channel_id", UUID.class)),
                ChannelType.of(row.getString("channel_kind")),
                row.getString("address"),
                sealed(row.getString("sealed")),
                new AlertMessage(
                        row.getString("organization_name"),
                        AlertRows.event(row, "event_id", "event_kind", "event_state", null),
                        row.getInt("round")));
    }

    private static @Nullable SealedSecret sealed(@Nullable String base64) {
        return base64 == null ? null : new SealedSecret(base64);
    }

    @Override
    public void finish(Due due, DeliveryOutcome outcome, Instant now, @Nullable Instant nextAttempt) {
        metering.sql("SELECT public.finish_alert_delivery(?, ?, ?, ?, ?, ?, ?, ?)")
                .param(due.organizationId().value())
                .param(due.id().value())
                .param(due.lease())
                .param(time(now))
                .param(outcome.hasArrived())
                .param(outcome.failure() == null ? null : outcome.failure().code())
                .param(outcome.status())
                .param(nextAttempt == null ? null : time(nextAttempt))
                .query((row, number) -> true)
                .list();
    }

    @Override
    public Optional<SealedSecret> secret(OrganizationId organizationId, AlertChannelId channel) {
        return metering.sql("SELECT public.alert_channel_secret(?, ?) AS sealed")
                .params(organizationId.value(), channel.value())
                .query((row, number) -> Optional.ofNullable(sealed(row.getString("sealed"))))
                .single();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
