package io.tokentally.application.service.budget;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.LargestCalls;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestCeiling;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TooDearCall.Remedy;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds, of calls as they were, the one that a budget would have to set most aside for. */
final class TooDearCalls {

    /** A request that chooses none may be served on either. */
    private static final Set<ServiceTier> TIERS = Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY);

    private final PriceBookSource books;
    private final OrganizationId organization;
    private final BudgetTerms terms;
    private final Instant at;

    TooDearCalls(PriceBookSource books, OrganizationId organization, BudgetTerms terms, Instant at) {
        this.books = books;
        this.organization = organization;
        this.terms = terms;
        this.at = at;
    }

    private record Call(LargestCalls calls, long input, long output, BigDecimal setAside) {}

    /** The one that is beyond the amount by most; absent where all fit, or nothing is counted ahead. */
    Optional<TooDearCall> among(List<LargestCalls> models) {
        boolean counts = terms.blocks()
                && terms.measure() != BudgetMeasure.REQUESTS
                && terms.amount().signum() > 0;
        if (!counts) {
            return Optional.empty();
        }
        return models.stream()
                .flatMap(calls -> call(calls).stream())
                .filter(call -> !fits(call.setAside()))
                .max(Comparator.comparing(Call::setAside))
                .map(call -> new TooDearCall(
                        call.calls().provider(),
                        call.calls().model(),
                        call.input(),
                        call.output(),
                        call.setAside(),
                        remedies(call)));
    }

    private boolean isWorstCase() {
        return terms.blocking().bound() == BlockingRules.Bound.WORST_CASE;
    }

    private Optional<Call> call(LargestCalls calls) {
        long input = isWorstCase() ? calls.mostInput() : calls.usualInput();
        long output = isWorstCase() ? most(calls) : usual(calls);
        return setAside(calls, input, output).map(amount -> new Call(calls, input, output, amount));
    }

    /** What is limited has its limit set aside, be its answer shorter. */
    private long most(LargestCalls calls) {
        Long limit = terms.blocking().outputTokens();
        return limit == null || calls.mostOutput() == 0 ? calls.mostOutput() : limit;
    }

    private long usual(LargestCalls calls) {
        Long limit = terms.blocking().outputTokens();
        return limit == null ? calls.usualOutput() : Math.min(limit, calls.usualOutput());
    }

    private Set<Remedy> remedies(Call call) {
        Set<Remedy> remedies = EnumSet.of(Remedy.RAISE_AMOUNT);
        LargestCalls calls = call.calls();
        if (call.output() > 1
                && setAside(calls, call.input(), 1).filter(this::fits).isPresent()) {
            remedies.add(Remedy.LIMIT_OUTPUT);
        }
        if (isWorstCase()
                && setAside(calls, calls.usualInput(), usual(calls))
                        .filter(this::fits)
                        .isPresent()) {
            remedies.add(Remedy.EXPECT);
        }
        return remedies;
    }

    private boolean fits(BigDecimal setAside) {
        return setAside.compareTo(terms.amount()) <= 0;
    }

    /** Absent where the model has no price, for which the budget has a rule of its own. */
    private Optional<BigDecimal> setAside(LargestCalls calls, long input, long output) {
        if (terms.measure() == BudgetMeasure.TOKENS) {
            return Optional.of(BigDecimal.valueOf(input + output));
        }
        RequestBounds bounds = new RequestBounds(input, output, 1, Set.of(), TIERS, null);
        return books.priceBook(organization)
                .flatMap(book -> RequestCeiling.of(book, calls.provider(), calls.model(), bounds, output, at))
                .map(Money::amount);
    }
}
