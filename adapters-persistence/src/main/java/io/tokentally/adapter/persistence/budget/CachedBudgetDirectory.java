package io.tokentally.adapter.persistence.budget;

import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot;
import io.tokentally.adapter.persistence.refresh.RefreshedSnapshot.Contents;
import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps all budgets that block in memory and reads them anew when one has changed, on one thread of its own. While the database is
 * out of reach those that were read last hold.
 */
final class CachedBudgetDirectory implements BudgetDirectory, AutoCloseable {

    static final String THREAD = "budget-directory";

    /** They are not forgotten, however long the database is away: a budget that blocks does not stop blocking by that. */
    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    private record Snapshot(long change, Map<OrganizationId, BlockingBudgets> budgets) {}

    private final JdbcClient metering;
    private final BudgetOptions options;
    private final RefreshedSnapshot<Snapshot> snapshot;

    private CachedBudgetDirectory(JdbcClient metering, BudgetOptions options) {
        this.metering = metering;
        this.options = options;
        this.snapshot = new RefreshedSnapshot<>(
                new Contents("Budgets", THREAD, MAX_AGE), new Snapshot(-1, Map.of()), this::read);
    }

    /** A directory that is kept up to date until it is closed, and which holds all budgets now if the database answers. */
    static CachedBudgetDirectory start(JdbcClient metering, BudgetOptions options) {
        CachedBudgetDirectory directory = new CachedBudgetDirectory(metering, options);
        directory.refresh();
        directory.snapshot.refreshEvery(options.refreshInterval());
        return directory;
    }

    @Override
    public BlockingBudgets blocking(OrganizationId organizationId) {
        return snapshot.latest().budgets().getOrDefault(organizationId, BlockingBudgets.NONE);
    }

    /** Takes over what has changed, before it returns if the database answers in time. */
    void refresh() {
        snapshot.refresh(options.timeout().multipliedBy(5));
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private Snapshot read(Snapshot known) {
        long change = metering.sql("SELECT last FROM budget_changes")
                .query(Long.class)
                .single();
        if (change == known.change()) {
            return known;
        }
        Map<OrganizationId, List<Budget>> budgets = new HashMap<>();
        Map<OrganizationId, ReportingCalendar> calendars = new HashMap<>();
        metering.sql("SELECT (budget).*, time_zone, first_day_of_week FROM blocking_budgets()")
                .query(row -> {
                    Budget budget = BudgetRow.read(row);
                    budgets.computeIfAbsent(budget.organization(), organization -> new ArrayList<>())
                            .add(budget);
                    calendars.put(
                            budget.organization(),
                            new ReportingCalendar(
                                    ZoneId.of(row.getString("time_zone")),
                                    DayOfWeek.of(row.getInt("first_day_of_week")),
                                    true));
                });
        Map<OrganizationId, BlockingBudgets> fresh = new HashMap<>();
        budgets.forEach((organization, all) -> fresh.put(
                organization,
                new BlockingBudgets(calendars.getOrDefault(organization, ReportingCalendar.PRESET), all)));
        return new Snapshot(change, Map.copyOf(fresh));
    }
}
