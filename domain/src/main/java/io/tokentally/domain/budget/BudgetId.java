package io.tokentally.domain.budget;

import java.util.UUID;

/** The identity of a budget, the same through all its versions. */
public record BudgetId(UUID value) implements Comparable<BudgetId> {

    /** @throws IllegalArgumentException if it is no UUID in full */
    public static BudgetId of(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("A budget is named by a UUID, not by '%s'".formatted(text));
        }
        return new BudgetId(value);
    }

    /** As PostgreSQL sorts its {@code uuid}. */
    @Override
    public int compareTo(BudgetId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
