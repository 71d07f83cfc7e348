package io.tokentally.ui.shortlist;

import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase.AnalysisCost;
import io.tokentally.ui.format.CostFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits until the ledger has all calls that were made for one piece of work, and writes what they cost. */
final class SettledCost {

    /** The journal posts what it has within a second. */
    static final Duration LEDGER_CATCHES_UP = Duration.ofSeconds(1);

    private static final int LOOKS = 10;

    private SettledCost() {}

    /**
     * As soon as two looks find the same: an attempt that failed may be in the ledger ahead of the one that did not.
     *
     * @param betweenLooks how long to wait between looks into the ledger, which holds a call within a second or so
     */
    static Optional<AnalysisCost> await(Duration betweenLooks, Supplier<Optional<AnalysisCost>> look)
            throws InterruptedException {
        Optional<AnalysisCost> before = Optional.empty();
        for (int looks = 0; looks < LOOKS; looks++) {
            Thread.sleep(betweenLooks);
            Optional<AnalysisCost> now = look.get();
            if (now.isPresent() && now.equals(before)) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /** The key of the sentence that tells it. */
    static String keyOf(AnalysisCost cost) {
        if (!cost.complete()) {
            return "shortlist.cost.unpriced";
        }
        return cost.estimated() ? "shortlist.cost.estimated" : "shortlist.cost";
    }

    static String amountOf(AnalysisCost cost) {
        return CostFormat.formatCost(cost.known());
    }
}
