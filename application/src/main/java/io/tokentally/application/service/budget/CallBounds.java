package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal.Reason;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.budget.RequestCeiling;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is set aside for calls: the most that they can use, or what such calls have used lately. */
public final class CallBounds {

    /** Of a request without a limit, where no such call was seen yet. */
    private static final long USUAL_OUTPUT_TOKENS = 4_096;

    /** Of English text a token is some four bytes; of others, fewer. */
    private static final int USUAL_BYTES_PER_TOKEN = 2;

    private final PriceBookSource books;
    private final ExpectedUse expected = new ExpectedUse();

    public CallBounds(PriceBookSource books) {
        this.books = books;
    }

    /** What is set aside for a call on one budget. */
    sealed interface Bound {

        record Known(long grains) implements Bound {}

        /** The budget lets no such call out. */
        record None(Reason reason) implements Bound {}
    }

    /** What one call may cost, for the several budgets that ask for the same: it is found out once. */
    static final class Costs {
        private final Map<Use, Optional<Money>> known = new HashMap<>(4);

        private record Use(long input, long output) {}
    }

    /** @param costs of the same request at the same time */
    Bound of(BudgetTerms terms, SpendingRequest request, Instant at, Costs costs) {
        if (terms.measure() == BudgetMeasure.REQUESTS) {
            return new Bound.Known(1);
        }
        BlockingRules rules = terms.blocking();
        RequestBounds bounds = request.bounds();
        if (bounds.unbounded().contains(Unbounded.BATCH)) {
            // Neither how many requests nor of which model: nothing could be expected either.
            return switch (rules.unbounded()) {
                case REFUSE -> new Bound.None(Reason.UNBOUNDED);
                case CEILING -> new Bound.Known(ceiling(terms));
                case PASS -> new Bound.Known(0);
            };
        }
        BlockingRules.Unknown unknown = null;
        if (rules.bound() == BlockingRules.Bound.WORST_CASE && !bounds.isBounded()) {
            unknown = rules.unbounded();
            if (unknown == BlockingRules.Unknown.REFUSE) {
                return new Bound.None(Reason.UNBOUNDED);
            }
        }
        boolean worst = rules.bound() == BlockingRules.Bound.WORST_CASE;
        long input = worst ? bounds.inputTokens() : expectedInput(request.call(), bounds);
        long output;
        if (worst && bounds.outputTokens() != null) {
            output = bounds.outputTokens();
        } else {
            // Where a ceiling stands for what cannot be told, nothing is guessed beside it.
            output = unknown == BlockingRules.Unknown.CEILING ? 0 : expectedOutput(request.call(), bounds);
        }
        long grains = unknown == BlockingRules.Unknown.CEILING ? ceiling(terms) : 0;
        if (terms.measure() == BudgetMeasure.TOKENS) {
            return new Bound.Known(Math.max(grains, input + output));
        }
        Optional<Money> cost = costs.known.computeIfAbsent(
                new Costs.Use(input, output), use -> cost(request.call(), bounds, use.input(), use.output(), at));
        if (cost.isPresent()) {
            return new Bound.Known(
                    Math.max(grains, Grains.up(BudgetMeasure.COST, cost.get().amount())));
        }
        return switch (rules.unpriced()) {
            case REFUSE -> new Bound.None(Reason.UNPRICED);
            case CEILING -> new Bound.Known(ceiling(terms));
            case PASS -> new Bound.Known(grains);
        };
    }

    private static long ceiling(BudgetTerms terms) {
        BigDecimal ceiling = terms.blocking().ceiling();
        return ceiling == null ? 0 : Grains.up(terms.measure(), ceiling);
    }

    private long expectedInput(BudgetedCall call, RequestBounds bounds) {
        long seen = expected.inputTokens(call, bounds.inputTokens());
        return Math.min(bounds.inputTokens(), seen < 0 ? bounds.inputTokens() / USUAL_BYTES_PER_TOKEN + 1 : seen);
    }

    private long expectedOutput(BudgetedCall call, RequestBounds bounds) {
        long seen = expected.outputTokens(call);
        long likely = seen < 0 ? USUAL_OUTPUT_TOKENS * bounds.answers() : seen;
        return bounds.outputTokens() == null ? likely : Math.min(bounds.outputTokens(), likely);
    }

    private Optional<Money> cost(BudgetedCall call, RequestBounds bounds, long input, long output, Instant at) {
        RequestBounds likely = new RequestBounds(
                input,
                bounds.outputTokens(),
                bounds.answers(),
                bounds.unbounded(),
                bounds.serviceTiers(),
                bounds.region());
        return books.priceBook(call.organization())
                .flatMap(book -> RequestCeiling.of(book, call.provider(), call.model(), likely, output, at));
    }

    /** Remembers what a call has used, for those that come after it. */
    void learn(SpendingRequest request, UsageRecord usageRecord) {
        Quantities used = usageRecord.call().reading().knownQuantities();
        if (used.inputTokens() > 0) {
            expected.add(request.call(), request.bounds().inputTokens(), used.inputTokens(), used.outputTokens());
        }
    }
}
