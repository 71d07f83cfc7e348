package io.tokentally.adapter.persistence.alert;

import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks as the metering role, which reads none of the tables: functions of the owner's do the work, each in a transaction of its own. */
final class JdbcAlertWatch implements AlertWatch {

    private final JdbcClient metering;

    JdbcAlertWatch(JdbcClient metering) {
        this.metering = metering;
    }

    @Override
    public List<OrganizationId> organizations() {
        return metering.sql("SELECT public.organizations_with_alert_rules()")
                .query((row, number) -> new OrganizationId(row.getString(1)))
                .list();
    }

    @Override
    public long evaluate(OrganizationId organizationId, Instant now) {
        return metering.sql("SELECT public.evaluate_alert_rules(?, ?)")
                .params(organizationId.value(), now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    @Override
    public List<WatchedModel> watchedModels(Instant now) {
        return metering.sql("SELECT * FROM public.models_watched_for_their_end(?)")
                .params(now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new WatchedModel(
                        new OrganizationId(row.getString("organization_id")),
                        new AlertRuleId(row.getObject("rule_id", UUID.class)),
                        row.getInt("within_days"),
                        new Provider(row.getString("provider")),
                        new ModelName(row.getString("model"))))
                .list();
    }

    @Override
    public List<WatchedBudget> watchedBudgets(Instant now, int most) {
        return metering.sql("SELECT * FROM public.budgets_watched_for_their_end(?, ?)")
                .params(now.atOffset(ZoneOffset.UTC), most)
                .query((row, number) -> new WatchedBudget(
                        new OrganizationId(row.getString("organization_id")),
                        new AlertRuleId(row.getObject("rule_id", UUID.class)),
                        new BudgetId(row.getObject("budget_id", UUID.class)),
                        row.getString("name"),
                        row.getBigDecimal("amount"),
                        row.getObject("today", LocalDate.class),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class)))
                .list();
    }

    @Override
    public SortedMap<LocalDate, BigDecimal> days(WatchedBudget budget, LocalDate since) {
        SortedMap<LocalDate, BigDecimal> days = new TreeMap<>();
        metering.sql("SELECT day, spent FROM public.days_of_budget(?, ?, ?)")
                .params(budget.organizationId().value(), budget.budget().value(), since)
                .query(row -> {
                    days.put(row.getObject("day", LocalDate.class), row.getBigDecimal("spent"));
                });
        return days;
    }

    @Override
    public boolean raiseOutlook(
            OrganizationId organizationId,
            AlertRuleId rule,
            String subject,
            LocalDate until,
            Map<String, String> figures,
            Instant now) {
        return metering.sql("SELECT public.raise_outlook(?, ?, ?, ?, ?::jsonb, ?)")
                .params(
                        organizationId.value(),
                        rule.value(),
                        subject,
                        until,
                        AlertRows.json(figures),
                        now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    @Override
    public long purge(Instant before, int most) {
        return metering.sql("SELECT public.purge_alerts(?, ?)")
                .params(before.atOffset(ZoneOffset.UTC), most)
                .query(Long.class)
                .single();
    }
}
