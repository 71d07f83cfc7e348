package io.tokentally.adapter.persistence.budget;

import io.tokentally.adapter.persistence.row.ArrayColumns;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.usage.UsageRecordId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Leases, exchanged as the metering role, which may hand claims to the owner's functions and reads no budget's sums. */
final class JdbcBudgetLeases implements BudgetLeases {

    private final JdbcTemplate metering;
    private final BudgetOptions options;
    private final UUID holder;

    /** @param holder tells this process from every other, and from itself after a restart */
    JdbcBudgetLeases(JdbcTemplate metering, BudgetOptions options, UUID holder) {
        this.metering = metering;
        this.options = options;
        this.holder = holder;
    }

    @Override
    public Duration lifetime() {
        return options.leaseLifetime();
    }

    @Override
    public List<Grant> exchange(List<Claim> claims) {
        return metering.query(
                "SELECT place, amount, spent, reserved, granted FROM exchange_budget_leases(?, ?, ?::interval, ?::interval, ?, ?, ?, ?, ?, ?, ?, ?)",
                statement -> {
                    statement.setObject(1, holder);
                    statement.setObject(2, options.installation());
                    statement.setString(3, options.leaseLifetime().toString());
                    statement.setString(4, options.strictLeaseLifetime().toString());
                    ArrayColumns<Claim> columns = new ArrayColumns<>(statement, claims, 5);
                    columns.add("text", claim -> claim.key().organization().value());
                    columns.add("uuid", claim -> claim.key().budget().value());
                    columns.add("text", claim -> claim.key().subject().value());
                    columns.add("timestamptz", claim -> claim.key().bucket());
                    columns.add("numeric", Claim::held);
                    columns.add("numeric", Claim::needed);
                    columns.add("numeric", Claim::least);
                    columns.add("bool", Claim::wanted);
                },
                (row, number) -> grant(claims, row));
    }

    private static Grant grant(List<Claim> claims, ResultSet row) throws SQLException {
        return new Grant(
                claims.get(row.getInt("place") - 1).key(),
                row.getBigDecimal("amount"),
                row.getBigDecimal("spent"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("granted"));
    }

    @Override
    public void hold(List<Hold> holds) {
        List<Hold> ofWork = holds.stream().filter(hold -> hold.work() != null).toList();
        List<Hold> unpriced = holds.stream().filter(hold -> hold.work() == null).toList();
        if (!ofWork.isEmpty()) {
            metering.query(
                    "SELECT hold_for_work_ahead(?::interval, ?, ?, ?, ?, ?, ?, ?, ?)",
                    statement -> {
                        statement.setString(1, WORK_AHEAD.toString());
                        columns(statement, ofWork, 2).add("uuid", JdbcBudgetLeases::job);
                    },
                    row -> {});
        }
        if (!unpriced.isEmpty()) {
            metering.query(
                    "SELECT hold_for_unpriced_calls(?, ?, ?, ?, ?, ?, ?)",
                    statement -> columns(statement, unpriced, 1),
                    row -> {});
        }
    }

    private static ArrayColumns<Hold> columns(PreparedStatement statement, List<Hold> holds, int first)
            throws SQLException {
        ArrayColumns<Hold> columns = new ArrayColumns<>(statement, holds, first);
        columns.add("text", hold -> hold.key().organization().value());
        columns.add("uuid", hold -> hold.key().budget().value());
        columns.add("text", hold -> hold.key().subject().value());
        columns.add("timestamptz", hold -> hold.key().bucket());
        columns.add("uuid", hold -> hold.call().value());
        columns.add("timestamptz", hold -> hold.call().instant());
        columns.add("numeric", Hold::amount);
        return columns;
    }

    /** As its record will be called, but for the instant that nobody knows yet. */
    private static UUID job(Hold hold) {
        WorkAhead work = Objects.requireNonNull(hold.work());
        return UsageRecordId.of(
                        hold.call().instant(),
                        hold.key().organization().value(),
                        work.provider().value(),
                        work.reference())
                .value();
    }

    @Override
    public void dropEarlier() {
        metering.query("SELECT drop_budget_leases(?, ?)", row -> {}, options.installation(), holder);
    }
}
