package io.tokentally.adapter.persistence.retention;

import io.tokentally.adapter.persistence.usage.LedgerRows;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.retention.RetentionTerm;
import io.tokentally.domain.retention.SealedMonth;
import io.tokentally.domain.retention.SealingObstacle;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connected as the owner, who alone may. */
final class JdbcExpiringCalls implements ExpiringCalls {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient owner;
    private final LedgerRows rows;
    private final int pageSize;

    /** @param pageSize how many calls are in memory at once */
    JdbcExpiringCalls(JdbcClient owner, LedgerRows rows, int pageSize) {
        this.owner = owner;
        this.rows = rows;
        this.pageSize = pageSize;
    }

    @Override
    public List<RetentionTerm> terms() {
        return owner.sql("""
                        SELECT id, retention_months, (sealed_until AT TIME ZONE 'UTC')::date AS unsealed_from
                        FROM organizations WHERE retention_months IS NOT NULL ORDER BY id""")
                .query((row, number) -> {
                    LocalDate unsealedFrom = row.getObject("unsealed_from", LocalDate.class);
                    return new RetentionTerm(
                            new OrganizationId(row.getString("id")),
                            row.getInt("retention_months"),
                            unsealedFrom == null ? null : YearMonth.from(unsealedFrom));
                })
                .list();
    }

    @Override
    public Optional<SealingObstacle> seal(OrganizationId organizationId, YearMonth last) {
        return owner.sql("SELECT seal_usage(?, ?)")
                .params(organizationId.value(), start(last.plusMonths(1)))
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .map(SealingObstacle::valueOf);
    }

    @Override
    public List<SealedMonth> sealed(OrganizationId organizationId, YearMonth last) {
        return owner.sql("""
                        SELECT month, calls, archived_at IS NOT NULL AS archived, removal_began_at IS NOT NULL AS removing
                        FROM sealed_months WHERE organization_id = ? AND month <= ? AND removed_at IS NULL ORDER BY month""")
                .params(organizationId.value(), last.atDay(1))
                .query((row, number) -> sealedMonth(row))
                .list();
    }

    private static SealedMonth sealedMonth(ResultSet row) throws SQLException {
        return new SealedMonth(
                YearMonth.from(row.getObject("month", LocalDate.class)),
                row.getLong("calls"),
                row.getBoolean("archived"),
                row.getBoolean("removing"));
    }

    @Override
    public long copy(OrganizationId organizationId, YearMonth month, Recipient archive) throws IOException {
        long copied = 0;
        List<UsageRecord> page = calls(organizationId, month, null);
        while (!page.isEmpty()) {
            for (UsageRecord call : page) {
                archive.take(call);
            }
            copied += page.size();
            page = calls(organizationId, month, page.getLast().id());
        }
        return copied;
    }

    private List<UsageRecord> calls(OrganizationId organizationId, YearMonth month, @Nullable UsageRecordId after) {
        OffsetDateTime start = start(month);
        OffsetDateTime from = after == null ? start : after.instant().atOffset(ZoneOffset.UTC);
        return owner.sql("""
                        WITH picked AS MATERIALIZED (
                            SELECT organization_id, created_at, id FROM usage_calls
                            WHERE organization_id = ? AND created_at >= ? AND created_at < ? AND (created_at, id) > (?, ?)
                            ORDER BY created_at, id LIMIT ?
                        )
                        SELECT log.* FROM picked JOIN api_usage_logs log USING (organization_id, created_at, id)
                        ORDER BY created_at, id""")
                .params(
                        organizationId.value(),
                        from,
                        start(month.plusMonths(1)),
                        from,
                        after == null ? BEFORE_ALL : after.value(),
                        pageSize)
                .query(rows)
                .list();
    }

    @Override
    public void archived(OrganizationId organizationId, YearMonth month) {
        owner.sql("UPDATE sealed_months SET archived_at = now() WHERE organization_id = ? AND month = ?")
                .params(organizationId.value(), month.atDay(1))
                .update();
    }

    @Override
    public boolean removeSome(OrganizationId organizationId, YearMonth month, boolean mustBeArchived, int limit) {
        return owner.sql("SELECT remove_sealed_calls(?, ?, ?, ?)")
                .params(organizationId.value(), month.atDay(1), mustBeArchived, limit)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean removeAtOnce(Collection<OrganizationId> organizations, YearMonth month, boolean mustBeArchived) {
        return owner.sql("SELECT drop_usage_month(?, ?, ?)")
                .params(
                        month.atDay(1),
                        organizations.stream().map(OrganizationId::value).toArray(String[]::new),
                        mustBeArchived)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void dropEmptyMonths(YearMonth current) {
        owner.sql("SELECT month FROM empty_usage_months(?) AS month")
                .param(current.atDay(1))
                .query(LocalDate.class)
                .list()
                .forEach(month -> removeAtOnce(List.of(), YearMonth.from(month), false));
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
