package io.tokentally.adapter.persistence.budget;

import io.tokentally.application.port.out.budget.BudgetStandings;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How budgets stand, asked as the metering role, which reads no budget otherwise. */
final class JdbcBudgetStandings implements BudgetStandings {

    private final JdbcClient metering;

    JdbcBudgetStandings(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public Nearest nearest(int atMost) {
        AtomicLong inForce = new AtomicLong();
        List<Standing> standings = metering.sql(
                        "SELECT organization_id, budget_id, measure, spent, reserved, amount, in_force"
                                + " FROM budgets_nearest_their_amounts(?)")
                .param(atMost)
                .query((row, number) -> {
                    inForce.set(row.getLong("in_force"));
                    return new Standing(
                            new OrganizationId(row.getString("organization_id")),
                            new BudgetId(row.getObject("budget_id", UUID.class)),
                            BudgetMeasure.valueOf(row.getString("measure")),
                            row.getBigDecimal("spent"),
                            row.getBigDecimal("reserved"),
                            row.getBigDecimal("amount"));
                })
                .list();
        return new Nearest(standings, inForce.get());
    }
}
