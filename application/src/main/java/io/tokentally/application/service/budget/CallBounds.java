package io.tokentally.application.service.budget;

import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal.Reason;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestCeiling;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            // A batch is one, as its record will be.
            return new Bound.Known(1);
        }
        RequestBounds bounds = request.bounds();
        if (bounds.makesBatch()) {
            return bounds.batch() instanceof BatchContents contents
                    ? ofBatch(terms, request.call(), contents, at)
                    : ofUnknownBatch(terms);
        }
        BlockingRules rules = terms.blocking();
        BlockingRules.Unknown unknown = unknown(rules, bounds.isBounded());
        if (unknown == BlockingRules.Unknown.REFUSE) {
            return new Bound.None(Reason.UNBOUNDED);
        }
        Costs.Use use = use(rules, request.call(), bounds, 1);
        long grains = unknown == BlockingRules.Unknown.CEILING ? ceiling(terms) : 0;
        if (terms.measure() == BudgetMeasure.TOKENS) {
            return new Bound.Known(Math.max(grains, use.input() + use.output()));
        }
        Optional<Money> cost = costs.known.computeIfAbsent(use, likely -> cost(request.call(), bounds, likely, at));
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

    /** Neither how many requests nor of which model: nothing could be expected either. */
    private static Bound ofUnknownBatch(BudgetTerms terms) {
        return switch (terms.blocking().unbounded()) {
            case REFUSE -> new Bound.None(Reason.UNBOUNDED);
            case CEILING -> new Bound.Known(ceiling(terms));
            case PASS -> new Bound.Known(0);
        };
    }

    /** What its requests of all models may use together. A ceiling stands for all that cannot be told of it, once. */
    private Bound ofBatch(BudgetTerms terms, BudgetedCall call, BatchContents contents, Instant at) {
        BlockingRules rules = terms.blocking();
        boolean isBounded = contents.requests().stream()
                .allMatch(requests -> requests.bounds().isBounded());
        BlockingRules.Unknown unknown = unknown(rules, isBounded);
        if (unknown == BlockingRules.Unknown.REFUSE) {
            return new Bound.None(Reason.UNBOUNDED);
        }
        long least = unknown == BlockingRules.Unknown.CEILING ? ceiling(terms) : 0;
        long tokens = 0;
        BigDecimal cost = BigDecimal.ZERO;
        for (BatchedRequests requests : contents.requests()) {
            Costs.Use use = use(rules, call.of(requests.model()), requests.bounds(), requests.number());
            tokens += use.input() + use.output();
            Optional<Money> one =
                    terms.measure() == BudgetMeasure.COST ? cost(call, requests, use, at) : Optional.empty();
            if (one.isPresent()) {
                cost = cost.add(one.get().amount());
            } else if (terms.measure() == BudgetMeasure.COST) {
                if (rules.unpriced() == BlockingRules.Unknown.REFUSE) {
                    return new Bound.None(Reason.UNPRICED);
                }
                least = rules.unpriced() == BlockingRules.Unknown.CEILING ? ceiling(terms) : least;
            }
        }
        long grains = terms.measure() == BudgetMeasure.TOKENS ? tokens : Grains.up(BudgetMeasure.COST, cost);
        return new Bound.Known(Math.max(least, grains));
    }

    /** What is to be done where the most that a request can use is asked for and cannot be told; absent where it can, or is not asked for. */
    private static BlockingRules.@Nullable Unknown unknown(BlockingRules rules, boolean isBounded) {
        return isWorst(rules) && !isBounded ? rules.unbounded() : null;
    }

    private static boolean isWorst(BlockingRules rules) {
        return rules.bound() == BlockingRules.Bound.WORST_CASE;
    }

    /** @param requests how many of the call's kind have these bounds together */
    private Costs.Use use(BlockingRules rules, BudgetedCall call, RequestBounds bounds, long requests) {
        boolean worst = isWorst(rules);
        long input = worst ? bounds.inputTokens() : expectedInput(call, bounds);
        if (worst && bounds.outputTokens() != null) {
            return new Costs.Use(input, bounds.outputTokens());
        }
        // Where a ceiling stands for what cannot be told, nothing is guessed beside it.
        boolean isCeiling = unknown(rules, bounds.isBounded()) == BlockingRules.Unknown.CEILING;
        return new Costs.Use(input, isCeiling ? 0 : expectedOutput(call, bounds, requests));
    }

    private static long ceiling(BudgetTerms terms) {
        BigDecimal ceiling = terms.blocking().ceiling();
        return ceiling == null ? 0 : Grains.up(terms.measure(), ceiling);
    }

    private long expectedInput(BudgetedCall call, RequestBounds bounds) {
        long seen = expected.inputTokens(call, bounds.inputTokens());
        return Math.min(bounds.inputTokens(), seen < 0 ? bounds.inputTokens() / USUAL_BYTES_PER_TOKEN + 1 : seen);
    }

    private long expectedOutput(BudgetedCall call, RequestBounds bounds, long requests) {
        long seen = expected.outputTokens(call);
        long likely = seen < 0 ? USUAL_OUTPUT_TOKENS * bounds.answers() : seen * requests;
        return bounds.outputTokens() == null ? likely : Math.min(bounds.outputTokens(), likely);
    }

    private Optional<Money> cost(BudgetedCall call, RequestBounds bounds, Costs.Use use, Instant at) {
        RequestBounds likely = new RequestBounds(
                use.input(),
                bounds.outputTokens(),
                bounds.answers(),
                bounds.unbounded(),
                bounds.serviceTiers(),
                bounds.region());
        return books.priceBook(call.organization())
                .flatMap(book -> RequestCeiling.of(book, call.provider(), call.model(), likely, use.output(), at));
    }

    private Optional<Money> cost(BudgetedCall call, BatchedRequests requests, Costs.Use use, Instant at) {
        return books.priceBook(call.organization())
                .flatMap(book -> RequestCeiling.of(book, call.provider(), requests, use.input(), use.output(), at));
    }

    /** Remembers what a call has used, for those that come after it. */
    void learn(SpendingRequest request, UsageRecord usageRecord) {
        Quantities used = usageRecord.call().reading().knownQuantities();
        if (used.inputTokens() > 0) {
            expected.add(request.call(), request.bounds().inputTokens(), used.inputTokens(), used.outputTokens());
        }
    }
}
