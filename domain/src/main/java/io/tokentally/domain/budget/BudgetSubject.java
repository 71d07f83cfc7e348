package io.tokentally.domain.budget;

/**
 * Whose spending one amount of a budget is for: everybody's whom the budget selects, or one value's of its dimension.
 *
 * @param value a user, key, endpoint and so on; empty where the budget has no dimension
 */
public record BudgetSubject(String value) implements Comparable<BudgetSubject> {

    public static final BudgetSubject ALL = new BudgetSubject("");

    @Override
    public int compareTo(BudgetSubject other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
