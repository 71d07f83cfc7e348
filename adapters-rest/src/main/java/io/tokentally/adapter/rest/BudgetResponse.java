package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetVersion;
import io.tokentally.domain.budget.CallTraits;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TriedBudget;
import io.tokentally.domain.budget.TriedWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A budget, as JSON, with what is used of it. */
@JsonPropertyOrder({
    "id",
    "version",
    "terms",
    "canBeEvaded",
    "canBeEvadedByServices",
    "changedBy",
    "inForceFrom",
    "endedAt",
    "resetsAt",
    "uses",
    "moreUses"
})
@Schema(name = "Budget")
record BudgetResponse(
        @Schema(format = "uuid") String id,

        @Schema(description = "Counts its changes from 1 on")
        int version,

        BudgetTermsJson terms,

        @Schema(
                description =
                        "Whether a caller who names another endpoint or tag goes past it, or has a new amount by a new"
                                + " one")
        boolean canBeEvaded,

        @Schema(description = "Whether a service, whose key may name anybody, goes past it by naming another user")
        boolean canBeEvadedByServices,

        String changedBy,
        Instant inForceFrom,
        @Nullable Instant endedAt,

        @Schema(description = "When its window ends; null where it moves on with time, or is over") @Nullable
        Instant resetsAt,

        @Schema(
                description =
                        "What is used of its amount, or of each one's own, the most used first. What nothing is used of"
                                + " is left out where the amount is each one's own")
        List<Use> uses,

        @Schema(description = "How many more there are; all are told of one budget by its id")
        int moreUses) {

    /** How many are told of each budget in a list. */
    static final int USES_IN_LIST = 20;

    static BudgetResponse of(Budget budget, List<BudgetStanding> standings, @Nullable Instant resetsAt, int most) {
        return new BudgetResponse(
                budget.id().toString(),
                budget.version(),
                BudgetTermsJson.of(budget.terms()),
                budget.terms().canBeEvaded(),
                budget.terms().canBeEvadedByServices(),
                budget.changedBy().value(),
                budget.inForceFrom(),
                budget.endedAt(),
                resetsAt,
                standings.stream().limit(most).map(Use::of).toList(),
                Math.max(0, standings.size() - most));
    }

    /** What is used of one amount in the window that is open now. */
    @JsonPropertyOrder({"subject", "spent", "reserved", "unpriced", "left", "state"})
    @Schema(name = "BudgetUse")
    record Use(
            @Schema(description = "Whose amount: a value of forEach; null where it is for all of them together")
            @Nullable
            String subject,

            @Schema(description = "By calls in the ledger", example = "31.07")
            String spent,

            @Schema(
                    description =
                            "Set aside for calls and for work that goes on, or spent by calls that the ledger does not"
                                    + " have yet or has no price for",
                    example = "1.2")
            String reserved,

            @Schema(
                    description = "How much of what is reserved is for calls and work that have no price yet",
                    example = "0.4")
            String unpriced,

            @Schema(example = "17.73") String left,

            @Schema(
                    description = "warning where a threshold is reached, over where all is spent",
                    allowableValues = {"ok", "warning", "over"})
            String state) {

        static Use of(BudgetStanding standing) {
            return new Use(
                    subjectOf(standing.subject().value()),
                    BudgetAmounts.write(standing.spent()),
                    BudgetAmounts.write(standing.reserved()),
                    BudgetAmounts.write(standing.unpriced()),
                    BudgetAmounts.write(standing.left()),
                    ApiEnumNames.word(standing.state()));
        }
    }

    private static @Nullable String subjectOf(String value) {
        return value.isEmpty() ? null : value;
    }

    /** Those that a viewer sees. */
    @JsonPropertyOrder({"organization", "budgets"})
    @Schema(name = "Budgets")
    record All(@Schema(example = "acme") String organization, List<BudgetResponse> budgets) {}

    /** One, with what it was. */
    @JsonPropertyOrder({"organization", "budget", "windows", "moreWindows", "versions"})
    @Schema(name = "BudgetHistory")
    record One(
            @Schema(example = "acme") String organization,
            BudgetResponse budget,

            @Schema(
                    description =
                            "What was used in each window that it was counted in, the newest first; at most 1,000")
            List<Window> windows,

            @Schema(description = "How many more there are") int moreWindows,

            @Schema(description = "What it said and since when, the newest first; none for members")
            List<Version> versions) {

        private static final int MOST_WINDOWS = 1_000;

        static One of(
                String organization, BudgetResponse budget, List<BudgetUse> history, List<BudgetVersion> versions) {
            return new One(
                    organization,
                    budget,
                    history.stream().limit(MOST_WINDOWS).map(Window::of).toList(),
                    Math.max(0, history.size() - MOST_WINDOWS),
                    versions.stream().map(Version::of).toList());
        }
    }

    /** What was spent of one amount in one window. */
    @JsonPropertyOrder({"from", "subject", "spent"})
    @Schema(name = "BudgetWindowSpent")
    record Window(
            @Schema(description = "When it began; of the last hours, a day")
            Instant from,

            @Nullable String subject,
            @Schema(example = "48.2") String spent) {

        static Window of(BudgetUse use) {
            return new Window(
                    use.window(), BudgetResponse.subjectOf(use.subject().value()), BudgetAmounts.write(use.spent()));
        }
    }

    /** What it said from an instant on. */
    @JsonPropertyOrder({"version", "inForceFrom", "changedBy", "terms"})
    @Schema(name = "BudgetVersion")
    record Version(int version, Instant inForceFrom, String changedBy, BudgetTermsJson terms) {

        static Version of(BudgetVersion version) {
            return new Version(
                    version.version(),
                    version.inForceFrom(),
                    version.changedBy().value(),
                    BudgetTermsJson.of(version.terms()));
        }
    }

    /** Those that bind a call. */
    @JsonPropertyOrder({"organization", "budgets"})
    @Schema(name = "EffectiveBudgets")
    record Effective(@Schema(example = "acme") String organization, List<Binding> budgets) {}

    /** A budget that binds a call. */
    @JsonPropertyOrder({"binds", "budget"})
    @Schema(name = "BindingBudget")
    record Binding(
            @Schema(
                    description = "always, or perhaps where what was not said of the call decides",
                    allowableValues = {"always", "perhaps"})
            String binds,

            BudgetResponse budget) {

        static Binding of(CallTraits.Bound bound, BudgetResponse budget) {
            return new Binding(ApiEnumNames.word(bound), budget);
        }
    }

    /** What a budget would have seen and refused. */
    @JsonPropertyOrder({
        "organization",
        "matchesNothing",
        "canBeEvaded",
        "canBeEvadedByServices",
        "spent",
        "callsRefused",
        "refused",
        "suggestedAmount",
        "tooDear",
        "windows"
    })
    @Schema(name = "BudgetDryRun")
    record DryRun(
            @Schema(example = "acme") String organization,

            @Schema(description = "Whether it is for none of the calls that were made; it can be set nevertheless")
            boolean matchesNothing,

            @Schema(
                    description =
                            "Whether a caller who names another endpoint or tag goes past it, or has a new amount by a"
                                    + " new one")
            boolean canBeEvaded,

            @Schema(description = "Whether a service, whose key may name anybody, goes past it by naming another user")
            boolean canBeEvadedByServices,

            @Schema(example = "212.8") String spent,

            @Schema(description = "Calls that came when the amount was spent, by the quarter-hour or the day")
            long callsRefused,

            @Schema(description = "What they came to beyond the amount", example = "12.8")
            String refused,

            @Schema(description = "A fifth more than the dearest window; null where nothing was spent", example = "69")
            @Nullable
            String suggestedAmount,

            @Schema(
                    description = "The dearest call that it would never let out; null where there is none, and of a"
                            + " budget that does not block")
            @Nullable
            TooDear tooDear,

            List<Tried> windows) {

        static DryRun of(String organization, BudgetTerms terms, TriedBudget tried, @Nullable TooDearCall tooDear) {
            return new DryRun(
                    organization,
                    tried.matchesNothing(),
                    terms.canBeEvaded(),
                    terms.canBeEvadedByServices(),
                    BudgetAmounts.write(tried.spent()),
                    tried.callsRefused(),
                    BudgetAmounts.write(tried.refused()),
                    tried.suggestedAmount().map(BudgetAmounts::write).orElse(null),
                    tooDear == null ? null : TooDear.of(tooDear),
                    tried.windows().stream().map(Tried::of).toList());
        }
    }

    /** A call that has more set aside than the budget allows. */
    @JsonPropertyOrder({"provider", "model", "inputTokens", "outputTokens", "setsAside", "remedies"})
    @Schema(
            name = "TooDearCall",
            description =
                    "As large as calls of the model were in the last 30 days, it has more set aside than the amount")
    record TooDear(
            @Schema(example = "openai") String provider,
            @Schema(example = "gpt-5") String model,
            long inputTokens,

            @Schema(description = "The budget's limit on answers where that is set aside")
            long outputTokens,

            @Schema(description = "At least, in the budget's measure", example = "0.4")
            String setsAside,

            @Schema(
                    description = "What would let it out, each by itself: a lower blocking.outputTokens,"
                            + " blocking.bound expected, a higher amount",
                    allowableValues = {"limit_output", "expect", "raise_amount"})
            List<String> remedies) {

        static TooDear of(TooDearCall call) {
            return new TooDear(
                    call.provider().value(),
                    call.model().value(),
                    call.inputTokens(),
                    call.outputTokens(),
                    BudgetAmounts.write(call.setAside()),
                    call.remedies().stream().sorted().map(ApiEnumNames::word).toList());
        }
    }

    /** One window of it. */
    @JsonPropertyOrder({"from", "subject", "spent", "passedAt", "callsRefused", "refused"})
    @Schema(name = "TriedBudgetWindow")
    record Tried(
            Instant from,
            @Nullable String subject,
            String spent,

            @Schema(description = "The quarter-hour, or the day, in which the amount was passed; null where it was not")
            @Nullable
            Instant passedAt,

            long callsRefused,
            String refused) {

        static Tried of(TriedWindow window) {
            return new Tried(
                    window.window(),
                    BudgetResponse.subjectOf(window.subject().value()),
                    BudgetAmounts.write(window.spent()),
                    window.passedAt(),
                    window.callsAfter(),
                    BudgetAmounts.write(window.spentAfter()));
        }
    }
}
