package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Rules of all organizations, which the ledger's database looks at by itself, and alerts whose time is over. */
@SystemPort("has the database compare its sums with rules, and shows them to nobody")
public interface AlertWatch {

    /** Whose rules are to be looked at. */
    List<OrganizationId> organizations();

    /**
     * Looks at the windows since the last time, and at those that late records changed. Whoever comes while another looks leaves it to them.
     *
     * @return how many alerts that made
     */
    long evaluate(OrganizationId organizationId, Instant now);

    /** Which models were asked for lately, where a rule watches when they end. */
    List<WatchedModel> watchedModels(Instant now);

    /** Budgets in whose windows today is, where a rule watches what they will come to; of one rule, at most so many. */
    List<WatchedBudget> watchedBudgets(Instant now, int most);

    /** What days came to of what a budget counts. */
    SortedMap<LocalDate, BigDecimal> days(WatchedBudget budget, LocalDate since);

    /**
     * Raises what is to come, once for each rule, subject and day.
     *
     * @param until the day by which it has come
     * @return whether it was the first time
     */
    boolean raiseOutlook(
            OrganizationId organizationId,
            AlertRuleId rule,
            String subject,
            LocalDate until,
            Map<String, String> figures,
            Instant now);

    /** A model that a rule watches. */
    record WatchedModel(
            OrganizationId organizationId, AlertRuleId rule, int withinDays, Provider provider, ModelName model) {}

    /**
     * A budget that a rule watches.
     *
     * @param firstDay of the window that is open
     * @param lastDay of it
     */
    record WatchedBudget(
            OrganizationId organizationId,
            AlertRuleId rule,
            BudgetId budget,
            String name,
            BigDecimal amount,
            LocalDate today,
            LocalDate firstDay,
            LocalDate lastDay) {}

    /** Removes alerts that were noted before then, as many at once at most, and returns how many went. */
    long purge(Instant before, int most);
}
