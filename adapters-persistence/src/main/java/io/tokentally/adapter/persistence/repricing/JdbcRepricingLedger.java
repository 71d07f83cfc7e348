package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.usage.RepricingQuery;
import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusal;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the ledger for the viewer, and changes its costs through the owner's functions, which look up for themselves whether
 * the viewer may.
 */
final class JdbcRepricingLedger implements RepricingLedger {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;
    private final RepricingQuery calls;

    JdbcRepricingLedger(JdbcClient jdbc, ViewerIdentity identity, RepricingQuery calls) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.calls = calls;
    }

    @Override
    public long count(Viewer viewer, RepricingRequest request) {
        identity.assume(viewer);
        return calls.count(viewer.organizationId(), request);
    }

    @Override
    public List<UsageRecord> next(Viewer viewer, RepricingRequest request, @Nullable UsageRecordId after, int limit) {
        identity.assume(viewer);
        return calls.next(viewer.organizationId(), request, after, limit);
    }

    @Override
    public void begin(Viewer viewer, Repricing repricing) {
        call(viewer, "SELECT begin_repricing(CAST(? AS json))", RepricingJson.begun(repricing));
    }

    @Override
    public List<Repricing> all(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT * FROM repricings WHERE organization_id = ? ORDER BY begun DESC")
                .param(viewer.organizationId().value())
                .query((row, number) -> repricing(row))
                .list();
    }

    @Override
    public Optional<Progress> lock(Viewer viewer, RepricingId id) {
        identity.assume(viewer);
        return orRefusal(() -> jdbc.sql("SELECT * FROM lock_repricing(?)")
                .param(id.value())
                .query((row, number) -> new Progress(repricing(row), last(row)))
                .optional());
    }

    @Override
    public void apply(
            Viewer viewer,
            RepricingId id,
            Map<UsageRecordId, Cost> costs,
            UsageRecordId last,
            List<RepricedTotals> totals) {
        call(
                viewer,
                "SELECT apply_costs(?, CAST(? AS jsonb), ?, CAST(? AS jsonb))",
                id.value(),
                RecordCodec.costs(costs),
                last.value(),
                RepricingJson.totals(totals));
    }

    @Override
    public List<RepricingId> laterThan(Viewer viewer, RepricingId id) {
        identity.assume(viewer);
        return jdbc.sql("""
            SELECT repricing.id FROM repricings repricing
            WHERE repricing.organization_id = :organization
              AND repricing.state NOT IN ('UNDOING', 'UNDONE')
              AND EXISTS (
                  SELECT FROM repriced_calls ours
                  JOIN repriced_calls later USING (organization_id, created_at, call_id)
                  WHERE ours.organization_id = :organization AND ours.repricing_id = :id
                    AND ours.put_back_at IS NULL
                    AND later.repricing_id = repricing.id AND later.entry > ours.entry
                    AND later.put_back_at IS NULL)
            ORDER BY repricing.begun DESC\
            """)
                .param("organization", viewer.organizationId().value())
                .param("id", id.value())
                .query((row, number) -> new RepricingId(row.getObject("id", UUID.class)))
                .list();
    }

    @Override
    public int putBack(Viewer viewer, RepricingId id, int limit) {
        identity.assume(viewer);
        return orRefusal(() -> jdbc.sql("SELECT put_back_costs(?, ?)")
                .params(id.value(), limit)
                .query(Integer.class)
                .single());
    }

    @Override
    public void setState(Viewer viewer, RepricingId id, Repricing.State state) {
        call(viewer, "SELECT set_repricing_state(?, ?)", id.value(), state.name());
    }

    private void call(Viewer viewer, String sql, Object... parameters) {
        identity.assume(viewer);
        orRefusal(() -> jdbc.sql(sql).params(parameters).query().singleRow());
    }

    private static <T> T orRefusal(Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(DataAccessException failure) {
        return DatabaseRefusal.byCode(
                failure,
                (code, about) -> RepricingRefusal.withCode(code)
                        .<RuntimeException>map(reason -> reason.about(about))
                        .orElse(failure));
    }

    private static Repricing repricing(ResultSet row) throws SQLException {
        String provider = row.getString("provider");
        String model = row.getString("model");
        return new Repricing(
                new RepricingId(row.getObject("id", UUID.class)),
                new RepricingRequest(
                        new TimeRange(instant(row, "range_from"), instant(row, "range_until")),
                        provider == null ? null : new Provider(provider),
                        model == null ? null : new ModelPattern(model),
                        row.getBoolean("unpriced_only"),
                        row.getString("reason")),
                new UserId(row.getString("author")),
                instant(row, "started_at"),
                Repricing.State.valueOf(row.getString("state")),
                row.getLong("records"),
                row.getLong("processed"),
                RepricingJson.readTotals(row.getString("totals")));
    }

    private static @Nullable UsageRecordId last(ResultSet row) throws SQLException {
        UUID id = row.getObject("last_id", UUID.class);
        return id == null ? null : new UsageRecordId(id);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
