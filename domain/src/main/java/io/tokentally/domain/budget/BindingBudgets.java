package io.tokentally.domain.budget;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which of an organization's budgets hold somebody's calls, and how these stand. */
public final class BindingBudgets {

    /** Nothing is known of any. */
    public static final BindingBudgets NONE = new BindingBudgets(List.of(), List.of());

    private final List<Budget> budgets;
    private final Map<BudgetId, List<BudgetUse>> uses;

    /** @param uses of any of them, in the windows that are open */
    public BindingBudgets(Collection<Budget> budgets, Collection<BudgetUse> uses) {
        this.budgets = List.copyOf(budgets);
        this.uses = uses.stream().collect(Collectors.groupingBy(BudgetUse::budget));
    }

    /**
     * One amount of a budget that holds them.
     *
     * @param own whether it is for nobody else's calls
     */
    public record Binding(Budget budget, BudgetStanding standing, boolean own) {}

    /** Those that hold calls with a person's keys: their own first, of which most is used before others. */
    public List<Binding> ofPerson(UserId user) {
        return of(user, null);
    }

    /** Likewise those that hold calls with a key of a person's. */
    public List<Binding> ofKey(UserId holder, VirtualKeyId key) {
        return of(holder, key);
    }

    /** Likewise with a service's key, whose calls are for whomever they name. */
    public List<Binding> ofServiceKey(VirtualKeyId key) {
        return of(null, key);
    }

    private List<Binding> of(@Nullable UserId user, @Nullable VirtualKeyId key) {
        return budgets.stream()
                .flatMap(budget -> binding(budget, user, key).stream())
                .sorted(Comparator.comparing(Binding::own)
                        .reversed()
                        .thenComparingInt(binding -> -binding.standing().percentUsed())
                        .thenComparing(binding -> binding.budget().terms().name()))
                .toList();
    }

    /** Of what is each one's own by what is not known of the calls, the amount that most is used of. */
    private Optional<Binding> binding(Budget budget, @Nullable UserId user, @Nullable VirtualKeyId key) {
        BudgetSelector selector = budget.terms().selector();
        BudgetDimension forEach = budget.terms().forEach();
        boolean forOthers = (selector.user() != null && !selector.user().equals(user))
                || (selector.key() != null && !selector.key().equals(key))
                || (forEach == BudgetDimension.USER && user == null)
                || (forEach == BudgetDimension.KEY && key == null);
        if (forOthers) {
            return Optional.empty();
        }
        boolean own = selector.user() != null
                || selector.key() != null
                || forEach == BudgetDimension.USER
                || forEach == BudgetDimension.KEY;
        BudgetSubject subject = forEach == BudgetDimension.USER && user != null
                ? new BudgetSubject(user.value())
                : forEach == BudgetDimension.KEY && key != null ? new BudgetSubject(key.toString()) : null;
        Stream<BudgetStanding> standings =
                BudgetStanding.of(budget, uses.getOrDefault(budget.id(), List.of())).stream();
        return standings
                .filter(standing -> subject == null || standing.subject().equals(subject))
                .findFirst()
                .or(() -> Optional.of(
                        BudgetStanding.unused(budget.terms(), subject == null ? BudgetSubject.ALL : subject)))
                .map(standing -> new Binding(budget, standing, own));
    }
}
