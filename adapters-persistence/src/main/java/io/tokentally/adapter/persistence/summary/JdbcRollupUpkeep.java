package io.tokentally.adapter.persistence.summary;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Connected as the owner, who alone may. Each of the database's functions is a transaction of its own. */
final class JdbcRollupUpkeep implements RollupUpkeep {

    private static final String TAKE_TURN = "SELECT pg_try_advisory_lock(hashtext('tokentally.watch_ledger'))";
    private static final String END_TURN = "SELECT pg_advisory_unlock(hashtext('tokentally.watch_ledger'))";

    private final DataSource dataSource;
    private final JdbcClient owner;

    JdbcRollupUpkeep(DataSource owner) {
        this.dataSource = owner;
        this.owner = JdbcClient.create(owner);
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
                        FROM usage_drift(:organization, :day)
                        UNION ALL
                        -- Of all windows at once, with the last day.
                        SELECT 'budget_sums', concat_ws(', ', bucket, 'budget ' || budget_id, 'of ' || nullif(subject, '')),
                            to_jsonb(due), to_jsonb(kept)
                        FROM budget_drift(:organization)
                        WHERE :day = (SELECT max(day) FROM days_of_usage(:organization) AS day)""")
                .param("organization", organizationId.value())
                .param("day", day)
                .query((row, number) -> drift(row))
                .list();
    }

    @Override
    public RollupMending rebuild(OrganizationId organizationId, LocalDate day) {
        try {
            boolean rebuilt = owner.sql("SELECT rebuild_usage_day(?, ?)")
                    .params(organizationId.value(), day)
                    .query(Boolean.class)
                    .single();
            return rebuilt ? RollupMending.REBUILT : RollupMending.WITHOUT_CALLS;
        } catch (DataAccessException e) {
            if (DatabaseRefusal.isSealed(e)) {
                return RollupMending.SEALED;
            }
            throw e;
        }
    }

    @Override
    public List<YearMonth> sealedMonths(OrganizationId organizationId) {
        return owner.sql("SELECT month FROM sealed_months WHERE organization_id = ? ORDER BY month")
                .param(organizationId.value())
                .query((row, number) -> YearMonth.from(row.getObject("month", LocalDate.class)))
                .list();
    }

    @Override
    public List<RollupDrift> drift(OrganizationId organizationId, YearMonth sealedMonth) {
        return owner.sql("""
                        SELECT 'sealed_usage' AS rollup, concat_ws(', ', ?, cost_status) AS row, expected, found
                        FROM sealed_usage_drift(?, ?)""")
                .params(sealedMonth.toString(), organizationId.value(), sealedMonth.atDay(1))
                .query((row, number) -> drift(row))
                .list();
    }

    /** The lock is that of a connection of its own: the database gives it back if this instance dies. */
    @Override
    public boolean alone(Runnable work) {
        try (Connection turn = dataSource.getConnection();
                Statement statement = turn.createStatement()) {
            if (!isTrue(statement, TAKE_TURN)) {
                return false;
            }
            try {
                work.run();
            } finally {
                isTrue(statement, END_TURN);
            }
            return true;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("Whether another instance is at it cannot be known", e);
        }
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static RollupDrift drift(ResultSet row) throws SQLException {
        return new RollupDrift(
                row.getString("rollup"),
                row.getString("row"),
                Objects.requireNonNullElse(row.getString("expected"), ""),
                Objects.requireNonNullElse(row.getString("found"), ""));
    }
}
