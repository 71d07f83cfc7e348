package io.tokentally.benchmark.fault;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A budget that calls are held to, and what is known of it beforehand.
 *
 * @param endpoint that alone counts; absent if all do
 * @param forEachUser whether each user has an amount of their own
 * @param measure {@code cost}, {@code tokens} or {@code requests}
 * @param window as the API writes it, in JSON
 * @param manner how it counts calls ahead
 * @param largest the most that one call can use
 * @param callers how many make such calls at once
 */
record TestedBudget(
        String name,
        @Nullable String endpoint,
        boolean forEachUser,
        String measure,
        BigDecimal amount,
        String window,
        Manner manner,
        BigDecimal largest,
        int callers) {

    /** How calls are counted ahead. */
    enum Manner {
        /** By the most that they can use, asking the database at each: nothing may go beyond. */
        STRICT("worst_case", true, "refuse"),
        /** The same, and calls without a limit go out: what these use may go beyond, and nothing else. */
        STRICT_AND_UNBOUNDED_PASS("worst_case", true, "pass"),
        /** By the most that they can use, of leases: what a dead gateway had not posted may go beyond. */
        LEASED("worst_case", false, "refuse"),
        /** By what such calls used lately: what those under way use beyond that may go beyond as well. */
        EXPECTED("expected", false, "pass");

        private final String bound;
        private final boolean strict;
        private final String unbounded;

        Manner(String bound, boolean strict, String unbounded) {
            this.bound = bound;
            this.strict = strict;
            this.unbounded = unbounded;
        }
    }

    /** The request that sets it. */
    String json() {
        return """
                {"name": "%s", "selector": {%s}, "forEach": %s, "measure": "%s", "amount": "%s", %s "window": %s, "action": "block",
                 "blocking": {"bound": "%s", "strict": %b, "unbounded": "%s", "unpriced": "refuse", "whenUnreachable": "closed"}}""".formatted(
                        name,
                        endpoint == null ? "" : "\"endpoint\": \"" + endpoint + "\"",
                        forEachUser ? "\"user\"" : "null",
                        measure,
                        amount.toPlainString(),
                        isCost() ? "\"currency\": \"USD\"," : "",
                        window,
                        manner.bound,
                        manner.strict,
                        manner.unbounded);
    }

    private boolean isCost() {
        return "cost".equals(measure);
    }

    /** What all its callers can use at once. */
    BigDecimal concurrent() {
        return largest.multiply(BigDecimal.valueOf(callers));
    }
}
