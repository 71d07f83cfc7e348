package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a budget says, as JSON; it can be sent back as it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "name",
    "selector",
    "forEach",
    "measure",
    "amount",
    "currency",
    "window",
    "action",
    "thresholds",
    "blocking"
})
@Schema(name = "BudgetTerms")
record BudgetTermsJson(
        @Schema(example = "Search, monthly") String name,
        Selector selector,

        @Schema(
                oneOf = {String.class, BudgetForEachJson.class},
                example = "user")
        @Nullable
        Object forEach,

        @Schema(allowableValues = {"cost", "tokens", "requests"})
        String measure,

        @Schema(example = "50") String amount,

        @Schema(description = "Of cost", example = "USD") @Nullable
        String currency,

        @Schema(
                oneOf = {String.class, BudgetWindowJson.class},
                example = "month")
        Object window,

        @Schema(allowableValues = {"observe", "alert", "block"})
        String action,

        @Schema(example = "[\"50%\", \"80%\"]") List<String> thresholds,
        Blocking blocking) {

    static BudgetTermsJson of(BudgetTerms terms) {
        return new BudgetTermsJson(
                terms.name(),
                Selector.of(terms.selector()),
                BudgetForEachJson.of(terms),
                ApiEnumNames.word(terms.measure()),
                BudgetAmounts.write(terms.amount()),
                terms.measure() == BudgetMeasure.COST ? BudgetAmounts.CURRENCY : null,
                BudgetWindowJson.of(terms.window()),
                ApiEnumNames.word(terms.action()),
                terms.thresholds().stream().map(BudgetThreshold::toString).toList(),
                Blocking.of(terms.blocking()));
    }

    private static <T> @Nullable String optional(@Nullable T value, Function<T, String> text) {
        return value == null ? null : text.apply(value);
    }

    /** Which calls. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"user", "key", "endpoint", "operation", "provider", "model", "tag"})
    @Schema(name = "BudgetSelector", description = "Those that all of this is true of; all calls where nothing is said")
    record Selector(
            @Nullable String user,
            @Schema(format = "uuid") @Nullable String key,

            @Schema(description = "Callers name it themselves, unless their key does", example = "search") @Nullable
            String endpoint,

            @Schema(example = "chat.completions") @Nullable String operation,
            @Schema(example = "openai") @Nullable String provider,

            @Schema(description = "That is asked for; * stands for any characters, # for a digit", example = "gpt-5*")
            @Nullable
            String model,

            @Schema(description = "Of the tags that are declared. Callers name it themselves") @Nullable
            SelectedTagJson tag) {

        static Selector of(BudgetSelector selector) {
            return new Selector(
                    optional(selector.user(), Object::toString),
                    optional(selector.key(), Object::toString),
                    optional(selector.endpoint(), Object::toString),
                    optional(selector.operation(), Object::toString),
                    optional(selector.provider(), Object::toString),
                    optional(selector.model(), Object::toString),
                    SelectedTagJson.of(selector.tag()));
        }
    }

    /** A tag with its value. */
    @JsonPropertyOrder({"name", "value"})
    @Schema(name = "SelectedTag")
    record SelectedTagJson(
            @Schema(example = "team") @Nullable String name,
            @Schema(example = "search") @Nullable String value) {

        static @Nullable SelectedTagJson of(@Nullable SelectedTag tag) {
            return tag == null ? null : new SelectedTagJson(tag.name(), tag.value());
        }
    }

    /** How calls are counted ahead. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"bound", "unbounded", "unpriced", "ceiling", "strict", "whenUnreachable", "outputTokens"})
    @Schema(
            name = "BudgetBlocking",
            description = "How a budget that blocks counts a call before anybody knows what it will have used")
    record Blocking(
            @Schema(
                    description =
                            "What is set aside: the most that the request can use, or what nearly all such calls used",
                    allowableValues = {"worst_case", "expected"},
                    defaultValue = "expected")
            String bound,

            @Schema(
                    description = "What becomes of a call that does not say what it can use at most",
                    allowableValues = {"refuse", "ceiling", "pass"},
                    defaultValue = "pass")
            String unbounded,

            @Schema(
                    description = "What becomes of a call to a model without a price, where cost is counted",
                    allowableValues = {"refuse", "ceiling", "pass"},
                    defaultValue = "refuse")
            String unpriced,

            @Schema(description = "What is set aside where those say ceiling", example = "2.50") @Nullable
            String ceiling,

            @Schema(description = "Whether each call asks the database", defaultValue = "false")
            boolean strict,

            @Schema(
                    description =
                            "What becomes of calls while the database is out of reach and nothing is at hand any more",
                    allowableValues = {"open", "closed"},
                    defaultValue = "closed")
            String whenUnreachable,

            @Schema(
                    minimum = "1",
                    maximum = "10000000",
                    example = "4096",
                    description =
                            "The limit on each answer that gateways and metered clients write into requests of chat"
                                    + " completions and responses that set none and count for the budget, the least"
                                    + " of several; refuses nothing")
            @Nullable
            Long outputTokens) {

        static Blocking of(BlockingRules rules) {
            return new Blocking(
                    ApiEnumNames.word(rules.bound()),
                    ApiEnumNames.word(rules.unbounded()),
                    ApiEnumNames.word(rules.unpriced()),
                    optional(rules.ceiling(), BudgetAmounts::write),
                    rules.strict(),
                    ApiEnumNames.word(rules.whenUnknown()),
                    rules.outputTokens());
        }
    }
}
