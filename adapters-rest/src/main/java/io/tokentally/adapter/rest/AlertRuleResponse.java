package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase.Trial;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.RuleCrossing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule as JSON, and how it stands. */
@JsonPropertyOrder({"id", "version", "terms", "changedBy", "inForceFrom", "state", "subjects", "subject", "figures"})
@Schema(name = "AlertRule")
record AlertRuleResponse(
        @Schema(format = "uuid") String id,
        int version,
        Terms terms,
        @Schema(description = "The user who said so") String changedBy,
        @Schema(format = "date-time") String inForceFrom,

        @Schema(
                description = "In the window that is open, by the ledger; the gravest of those that are watched each on"
                        + " its own",
                allowableValues = {"ok", "no_data", "warning", "over"})
        String state,

        @Schema(description = "How many of them have it") long subjects,

        @Schema(description = "One of them; null where all are watched together") @Nullable
        String subject,

        @Schema(description = "Its figures, exact and as texts")
        Map<String, String> figures) {

    static AlertRuleResponse of(AlertRuleStanding standing) {
        AlertRule rule = standing.rule();
        return new AlertRuleResponse(
                rule.id().toString(),
                rule.version(),
                Terms.of(rule.terms()),
                rule.changedBy().value(),
                rule.inForceFrom().toString(),
                standing.state().code(),
                standing.subjects(),
                standing.subject().isEmpty() ? null : standing.subject(),
                standing.figures());
    }

    /** What a rule says; it can be sent back as it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({
        "name",
        "kind",
        "severity",
        "selector",
        "forEach",
        "measure",
        "amount",
        "minimumCalls",
        "window",
        "silentHours",
        "withinDays",
        "enabled"
    })
    @Schema(name = "AlertRuleTerms")
    record Terms(
            @Schema(example = "Failures of search") String name,

            @Schema(
                    allowableValues = {"amount", "unusual", "errors", "slow", "unpriced", "silent", "ending", "forecast"
                    })
            String kind,

            @Schema(allowableValues = {"warning", "over"}) String severity,

            BudgetTermsJson.Selector selector,

            @Schema(allowableValues = {"user", "key", "endpoint", "operation", "provider", "model"}) @Nullable
            String forEach,

            @Schema(allowableValues = {"cost", "tokens", "requests", "failures"}) @Nullable
            String measure,

            @Schema(example = "50") @Nullable String amount,
            @Nullable Integer minimumCalls,

            @Schema(allowableValues = {"hour", "day"}) @Nullable
            String window,

            @Nullable Integer silentHours,
            @Nullable Integer withinDays,
            boolean enabled) {

        static Terms of(AlertRuleTerms terms) {
            return new Terms(
                    terms.name(),
                    terms.kind().alertKind().code(),
                    terms.severity().code(),
                    BudgetTermsJson.Selector.of(terms.selector()),
                    word(terms.forEach()),
                    word(terms.measure()),
                    terms.amount() == null ? null : BudgetAmounts.write(terms.amount()),
                    terms.minimumCalls(),
                    word(terms.window()),
                    terms.silentHours(),
                    terms.withinDays(),
                    terms.enabled());
        }

        private static @Nullable String word(@Nullable Enum<?> constant) {
            return constant == null ? null : ApiEnumNames.word(constant);
        }
    }

    /** An organization's rules. */
    @JsonPropertyOrder({"organization", "rules"})
    @Schema(name = "AlertRules")
    record All(String organization, List<AlertRuleResponse> rules) {}

    /** When a rule would have been crossed. */
    @JsonPropertyOrder({"since", "crossings"})
    @Schema(name = "AlertRuleTrial")
    record Tried(
            @Schema(format = "date-time", description = "From when on it was looked at")
            String since,

            @Schema(description = "The newest first, 200 at most")
            List<Crossing> crossings) {

        static Tried of(Trial trial) {
            return new Tried(
                    trial.since().toString(),
                    trial.crossings().stream().map(Crossing::of).toList());
        }
    }

    /** That a rule would have been crossed. */
    @JsonPropertyOrder({"window", "subject", "figures"})
    @Schema(name = "AlertRuleCrossing")
    record Crossing(
            @Schema(format = "date-time", description = "When it began")
            String window,

            @Schema(description = "Whose it is; null where all are watched together") @Nullable
            String subject,

            Map<String, String> figures) {

        static Crossing of(RuleCrossing crossing) {
            return new Crossing(
                    crossing.window().toString(),
                    crossing.subject().isEmpty() ? null : crossing.subject(),
                    crossing.figures());
        }
    }
}
