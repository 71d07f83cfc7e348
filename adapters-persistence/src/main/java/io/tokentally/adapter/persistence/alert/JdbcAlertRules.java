package io.tokentally.adapter.persistence.alert;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.alert.AlertRules;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.alert.RuleCrossing;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Rows that admins read, and that the owner's functions alone write. */
final class JdbcAlertRules implements AlertRules {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcAlertRules(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<AlertRuleStanding> standings(Viewer viewer, Instant now) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT rule.id, rule.version, rule.name, rule.kind, rule.severity, rule.user_id, rule.virtual_key_id, rule.endpoint,
                            rule.operation, rule.provider, rule.model_pattern, rule.tag_name, rule.tag_value, rule.for_each, rule.measure,
                            rule.amount, rule.minimum_calls, rule.window_kind, rule.silent_hours, rule.within_days, rule.enabled, rule.changed_by,
                            rule.in_force_from, coalesce(standing.state, 'no_data') AS state, coalesce(standing.subjects, 0) AS subjects,
                            coalesce(standing.subject, '') AS subject, standing.figures
                        FROM alert_rules rule
                        LEFT JOIN alert_rule_standings(?) AS standing ON standing.rule_id = rule.id
                        WHERE rule.organization_id = ? AND rule.ended_at IS NULL
                        ORDER BY lower(rule.name), rule.id""")
                .params(now.atOffset(ZoneOffset.UTC), viewer.organizationId().value())
                .query((row, number) -> standing(row))
                .list();
    }

    private static AlertRuleStanding standing(ResultSet row) throws SQLException {
        return new AlertRuleStanding(
                new AlertRule(
                        new AlertRuleId(row.getObject("id", UUID.class)),
                        row.getInt("version"),
                        terms(row),
                        new UserId(row.getString("changed_by")),
                        row.getObject("in_force_from", OffsetDateTime.class).toInstant()),
                AlertState.of(row.getString("state")),
                row.getLong("subjects"),
                row.getString("subject"),
                AlertRows.values(row.getString("figures")));
    }

    private static AlertRuleTerms terms(ResultSet row) throws SQLException {
        return new AlertRuleTerms(
                row.getString("name"),
                AlertRuleKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                AlertState.of(row.getString("severity")),
                selector(row),
                optional(row.getString("for_each"), BudgetDimension::valueOf),
                optional(row.getString("measure"), AlertMeasure::valueOf),
                row.getBigDecimal("amount"),
                row.getObject("minimum_calls", Integer.class),
                optional(row.getString("window_kind"), AlertWindow::valueOf),
                row.getObject("silent_hours", Integer.class),
                row.getObject("within_days", Integer.class),
                row.getBoolean("enabled"));
    }

    private static BudgetSelector selector(ResultSet row) throws SQLException {
        String tag = row.getString("tag_name");
        UUID key = row.getObject("virtual_key_id", UUID.class);
        return new BudgetSelector(
                optional(row.getString("user_id"), UserId::new),
                key == null ? null : new VirtualKeyId(key),
                optional(row.getString("endpoint"), Endpoint::new),
                optional(row.getString("operation"), Operation::new),
                optional(row.getString("provider"), Provider::new),
                optional(row.getString("model_pattern"), ModelPattern::new),
                tag == null ? null : new SelectedTag(tag, row.getString("tag_value")));
    }

    private static <T> @Nullable T optional(@Nullable String text, Function<String, T> made) {
        return text == null ? null : made.apply(text);
    }

    @Override
    public AlertRuleId set(Viewer viewer, @Nullable AlertRuleId id, AlertRuleTerms terms) {
        identity.assume(viewer);
        return AlertRows.refusable(() -> new AlertRuleId(jdbc.sql("SELECT set_alert_rule(:id, :terms::jsonb)")
                .param("id", id == null ? null : id.value(), Types.OTHER)
                .param("terms", json(terms))
                .query(UUID.class)
                .single()));
    }

    @Override
    public void end(Viewer viewer, AlertRuleId id) {
        identity.assume(viewer);
        var unused = AlertRows.refusable(() -> jdbc.sql("SELECT end_alert_rule(?)")
                .param(id.value())
                .query((row, number) -> true)
                .list());
    }

    @Override
    public List<RuleCrossing> tryOut(Viewer viewer, AlertRuleTerms terms, Instant since, Instant now, int most) {
        identity.assume(viewer);
        return jdbc.sql("SELECT bucket, subject, figures FROM try_alert_rule(?::jsonb, ?, ?, ?)")
                .params(json(terms), since.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), most)
                .query((row, number) -> new RuleCrossing(
                        row.getObject("bucket", OffsetDateTime.class).toInstant(),
                        row.getString("subject"),
                        AlertRows.values(row.getString("figures"))))
                .list();
    }

    /** Terms as the database's functions take them: an object of the columns of {@code alert_rules}. */
    private static String json(AlertRuleTerms terms) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        BudgetSelector selector = terms.selector();
        columns.put("name", terms.name());
        columns.put("kind", terms.kind().alertKind().code());
        columns.put("severity", terms.severity().code());
        columns.put("user_id", text(selector.user()));
        columns.put("virtual_key_id", text(selector.key()));
        columns.put("endpoint", text(selector.endpoint()));
        columns.put("operation", text(selector.operation()));
        columns.put("provider", text(selector.provider()));
        columns.put("model_pattern", text(selector.model()));
        columns.put("tag_name", selector.tag() == null ? null : selector.tag().name());
        columns.put("tag_value", selector.tag() == null ? null : selector.tag().value());
        columns.put("for_each", text(terms.forEach()));
        columns.put("measure", text(terms.measure()));
        columns.put("amount", terms.amount());
        columns.put("minimum_calls", terms.minimumCalls());
        columns.put("window_kind", text(terms.window()));
        columns.put("silent_hours", terms.silentHours());
        columns.put("within_days", terms.withinDays());
        columns.put("enabled", terms.enabled());
        columns.values().removeIf(Objects::isNull);
        return JSON.writeValueAsString(columns);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
