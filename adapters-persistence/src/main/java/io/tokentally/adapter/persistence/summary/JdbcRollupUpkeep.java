package io.tokentally.adapter.persistence.summary;

import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connected as the owner, who alone may. Each of the database's functions is a transaction of its own. */
final class JdbcRollupUpkeep implements RollupUpkeep {

    private final JdbcClient owner;

    JdbcRollupUpkeep(JdbcClient owner) {
        this.owner = owner;
    }

    @Override
    public List<OrganizationId> organizations() {
        return owner.sql("SELECT DISTINCT organization_id FROM usage_series ORDER BY organization_id")
                .query((row, number) -> new OrganizationId(row.getString(1)))
                .list();
    }

    @Override
    public List<LocalDate> days(OrganizationId organizationId) {
        return owner.sql("SELECT day FROM days_of_usage(?) AS day ORDER BY day")
                .param(organizationId.value())
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list();
    }

    @Override
    public List<RollupDrift> drift(OrganizationId organizationId, LocalDate day) {
        return owner.sql("""
                        SELECT rollup, concat_ws(', ', bucket, 'series ' || series, 'caller ' || caller) AS row, expected, found
                        FROM usage_drift(?, ?)""")
                .params(organizationId.value(), day)
                .query((row, number) -> new RollupDrift(
                        row.getString("rollup"),
                        row.getString("row"),
                        Objects.requireNonNullElse(row.getString("expected"), ""),
                        Objects.requireNonNullElse(row.getString("found"), "")))
                .list();
    }

    @Override
    public boolean rebuild(OrganizationId organizationId, LocalDate day) {
        return owner.sql("SELECT rebuild_usage_day(?, ?)")
                .params(organizationId.value(), day)
                .query(Boolean.class)
                .single();
    }
}
