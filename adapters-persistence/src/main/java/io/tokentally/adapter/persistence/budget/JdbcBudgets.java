package io.tokentally.adapter.persistence.budget;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetChangeRefusal;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.LargestCalls;
import io.tokentally.domain.budget.TriedWindow;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that the owner's functions alone write. */
final class JdbcBudgets implements Budgets {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcBudgets(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<Budget> find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT " + BudgetRow.COLUMNS
                        + " FROM budgets WHERE organization_id = ? AND ended_at IS NULL ORDER BY lower(name), id")
                .param(viewer.organizationId().value())
                .query((row, number) -> BudgetRow.read(row))
                .list();
    }

    @Override
    public Optional<Budget> find(Viewer viewer, BudgetId id) {
        identity.assume(viewer);
        return jdbc.sql("SELECT " + BudgetRow.COLUMNS + " FROM budgets WHERE organization_id = ? AND id = ?")
                .params(viewer.organizationId().value(), id.value())
                .query((row, number) -> BudgetRow.read(row))
                .optional();
    }

    @Override
    public List<BudgetUse> uses(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql(
                        "SELECT budget_id, subject, bucket, spent, reserved, unpriced FROM budget_uses() ORDER BY budget_id, subject")
                .query((row, number) -> use(row))
                .list();
    }

    @Override
    public List<BudgetUse> history(Viewer viewer, BudgetId id) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT sums.budget_id, sums.subject, window_start.bucket, sum(sums.spent) AS spent, 0 AS reserved,
                            0 AS unpriced
                        FROM budget_sums sums
                        JOIN budgets budget ON budget.organization_id = sums.organization_id AND budget.id = sums.budget_id
                        JOIN organizations organization ON organization.id = sums.organization_id
                        CROSS JOIN LATERAL (SELECT CASE WHEN budget.window_kind = 'ROLLING'
                            THEN start_of_day((sums.bucket AT TIME ZONE organization.time_zone)::date, organization.time_zone)
                            ELSE sums.bucket END AS bucket) AS window_start
                        WHERE sums.organization_id = ? AND sums.budget_id = ?
                        GROUP BY sums.budget_id, sums.subject, window_start.bucket
                        ORDER BY window_start.bucket DESC, sums.subject""")
                .params(viewer.organizationId().value(), id.value())
                .query((row, number) -> use(row))
                .list();
    }

    private static BudgetUse use(ResultSet row) throws SQLException {
        return new BudgetUse(
                new BudgetId(row.getObject("budget_id", UUID.class)),
                new BudgetSubject(row.getString("subject")),
                row.getObject("bucket", OffsetDateTime.class).toInstant(),
                plain(row.getBigDecimal("spent")),
                plain(row.getBigDecimal("reserved")),
                plain(row.getBigDecimal("unpriced")));
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    @Override
    public List<BudgetVersion> versions(Viewer viewer, BudgetId id) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT past.version, past.changed_by, past.in_force_from, said.*
                        FROM budget_versions past CROSS JOIN LATERAL jsonb_populate_record(NULL::budgets, past.terms) AS said
                        WHERE past.organization_id = ? AND past.budget_id = ? ORDER BY past.version DESC""")
                .params(viewer.organizationId().value(), id.value())
                .query((row, number) -> new BudgetVersion(
                        row.getInt(1),
                        BudgetRow.terms(row),
                        new UserId(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public List<TriedWindow> tryOut(Viewer viewer, BudgetTerms terms, int windows) {
        identity.assume(viewer);
        return jdbc.sql(
                        "SELECT subject, bucket, spent, passed_at, calls_after, spent_after FROM try_budget(?::jsonb, ?)")
                .params(TermsJson.write(terms), windows)
                .query((row, number) -> tried(row))
                .list();
    }

    private static TriedWindow tried(ResultSet row) throws SQLException {
        OffsetDateTime passedAt = row.getObject("passed_at", OffsetDateTime.class);
        return new TriedWindow(
                new BudgetSubject(row.getString("subject")),
                row.getObject("bucket", OffsetDateTime.class).toInstant(),
                plain(row.getBigDecimal("spent")),
                passedAt == null ? null : passedAt.toInstant(),
                row.getBigDecimal("calls_after").longValueExact(),
                plain(row.getBigDecimal("spent_after")));
    }

    @Override
    public List<LargestCalls> largestCalls(Viewer viewer, BudgetTerms terms, int days) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT provider, model, most_input, most_output, usual_input, usual_output
                        FROM largest_calls_of_budget(?::jsonb, ?)""")
                .params(TermsJson.write(terms), days)
                .query((row, number) -> new LargestCalls(
                        new Provider(row.getString("provider")),
                        new ModelName(row.getString("model")),
                        row.getLong("most_input"),
                        row.getLong("most_output"),
                        row.getLong("usual_input"),
                        row.getLong("usual_output")))
                .list();
    }

    @Override
    public BudgetId set(Viewer viewer, @Nullable BudgetId id, BudgetTerms terms) {
        identity.assume(viewer);
        return asked(() -> new BudgetId(jdbc.sql("SELECT set_budget(:id, :terms::jsonb)")
                .param("id", id == null ? null : id.value(), Types.OTHER)
                .param("terms", TermsJson.write(terms))
                .query(UUID.class)
                .single()));
    }

    @Override
    public void end(Viewer viewer, BudgetId id) {
        identity.assume(viewer);
        var unused = asked(() -> jdbc.sql("SELECT end_budget(?)")
                .param(id.value())
                .query((row, number) -> true)
                .list());
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> {
                BudgetChangeRefusal refusal = BudgetChangeRefusal.of(code).orElse(null);
                if (refusal == null) {
                    return e;
                }
                return refusal == BudgetChangeRefusal.ONLY_OWNERS_SET_BUDGETS
                        ? new AccessRefusedException(OwnerAction.SET_BUDGETS.refusal())
                        : refusal.about(about);
            });
        }
    }
}
