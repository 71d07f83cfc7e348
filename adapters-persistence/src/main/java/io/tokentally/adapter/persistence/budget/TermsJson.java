package io.tokentally.adapter.persistence.budget;

import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Terms as the database's functions take them: an object of the columns of {@code budgets}. */
final class TermsJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> columns = new LinkedHashMap<>();

    private TermsJson() {}

    static String write(BudgetTerms terms) {
        TermsJson json = new TermsJson();
        json.put("name", terms.name());
        json.selector(terms.selector());
        json.put("for_each", terms.forEachTag() == null ? terms.forEach() : BudgetRow.TAG);
        json.put("for_each_tag", terms.forEachTag());
        json.put("measure", terms.measure());
        json.columns.put("amount", terms.amount());
        json.window(terms.window());
        json.put("action", terms.action());
        json.columns.put(
                "thresholds",
                terms.thresholds().stream().map(BudgetThreshold::toString).toList());
        json.blocking(terms.blocking());
        return JSON.writeValueAsString(json.columns);
    }

    private void selector(BudgetSelector selector) {
        put("user_id", selector.user() == null ? null : selector.user().value());
        put("virtual_key_id", selector.key() == null ? null : selector.key().value());
        put("endpoint", selector.endpoint() == null ? null : selector.endpoint().value());
        put(
                "operation",
                selector.operation() == null ? null : selector.operation().value());
        put("provider", selector.provider() == null ? null : selector.provider().value());
        put("model_pattern", selector.model());
        put("tag_name", selector.tag() == null ? null : selector.tag().name());
        put("tag_value", selector.tag() == null ? null : selector.tag().value());
    }

    private void window(BudgetWindow window) {
        switch (window) {
            case BudgetWindow.Calendar calendar -> put("window_kind", calendar.unit());
            case BudgetWindow.Once once -> {
                put("window_kind", "ONCE");
                put("starts_at", once.from());
                put("ends_at", once.until());
            }
            case BudgetWindow.Rolling rolling -> {
                put("window_kind", "ROLLING");
                columns.put("rolling_hours", rolling.length().toHours());
            }
        }
    }

    private void blocking(BlockingRules rules) {
        put("bound", rules.bound());
        put("unbounded", rules.unbounded());
        put("unpriced", rules.unpriced());
        if (rules.ceiling() != null) {
            columns.put("ceiling", rules.ceiling());
        }
        columns.put("strict", rules.strict());
        put("when_unknown", rules.whenUnknown());
        if (rules.outputTokens() != null) {
            columns.put("output_tokens", rules.outputTokens());
        }
    }

    private void put(String column, @Nullable Object value) {
        if (value != null) {
            columns.put(column, value.toString());
        }
    }
}
