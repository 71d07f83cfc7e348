package io.tokentally.adapter.persistence.budget;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of {@code budgets}, or of a budget's terms as they were. */
final class BudgetRow {

    static final String TERMS = """
            name, user_id, virtual_key_id, endpoint, operation, provider, model_pattern, tag_name, tag_value, for_each, measure, amount,
            window_kind, starts_at, ends_at, rolling_hours, action, thresholds, bound, unbounded, unpriced, ceiling, strict, when_unknown,
            output_tokens, for_each_tag""";

    /** What {@code for_each} says where each value of a tag has the amount. */
    static final String TAG = "TAG";

    static final String COLUMNS = "organization_id, id, version, changed_by, in_force_from, ended_at, " + TERMS;

    private BudgetRow() {}

    static Budget read(ResultSet row) throws SQLException {
        return new Budget(
                new OrganizationId(row.getString("organization_id")),
                new BudgetId(row.getObject("id", UUID.class)),
                row.getInt("version"),
                terms(row),
                new UserId(row.getString("changed_by")),
                row.getObject("in_force_from", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    static BudgetTerms terms(ResultSet row) throws SQLException {
        String tag = row.getString("for_each_tag");
        return new BudgetTerms(
                row.getString("name"),
                selector(row),
                tag == null ? optional(row.getString("for_each"), BudgetDimension::valueOf) : null,
                BudgetMeasure.valueOf(row.getString("measure")),
                row.getBigDecimal("amount"),
                window(row),
                BudgetAction.valueOf(row.getString("action")),
                thresholds(row),
                new BlockingRules(
                        BlockingRules.Bound.valueOf(row.getString("bound")),
                        BlockingRules.Unknown.valueOf(row.getString("unbounded")),
                        BlockingRules.Unknown.valueOf(row.getString("unpriced")),
                        row.getBigDecimal("ceiling"),
                        row.getBoolean("strict"),
                        BlockingRules.WhenUnreachable.valueOf(row.getString("when_unknown")),
                        row.getObject("output_tokens", Long.class)),
                tag);
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

    private static BudgetWindow window(ResultSet row) throws SQLException {
        String kind = row.getString("window_kind");
        return switch (kind) {
            case "ONCE" ->
                new BudgetWindow.Once(
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant());
            case "ROLLING" -> new BudgetWindow.Rolling(Duration.ofHours(row.getInt("rolling_hours")));
            default -> new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.valueOf(kind));
        };
    }

    private static List<BudgetThreshold> thresholds(ResultSet row) throws SQLException {
        String[] thresholds = (String[]) row.getArray("thresholds").getArray();
        return Arrays.stream(thresholds).map(BudgetThreshold::of).toList();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> @Nullable T optional(@Nullable String text, Function<String, T> made) {
        return text == null ? null : made.apply(text);
    }
}
