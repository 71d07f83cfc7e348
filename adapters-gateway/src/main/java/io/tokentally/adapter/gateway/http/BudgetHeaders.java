package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.BudgetMeasure;
import java.math.BigDecimal;
import java.time.Instant;

/** The headers that tell a caller, whose key asks for it, what is left of a budget. {@code docs/budgets.md} describes them. */
public final class BudgetHeaders {

    private static final AsciiString REMAINING = AsciiString.cached("x-tokentally-budget-remaining");
    private static final AsciiString LIMIT = AsciiString.cached("x-tokentally-budget-limit");
    private static final AsciiString UNIT = AsciiString.cached("x-tokentally-budget-unit");
    private static final AsciiString RESET = AsciiString.cached("x-tokentally-budget-reset");

    /** No provider may speak of budgets in the gateway's name. */
    static final AsciiString[] ALL = {REMAINING, LIMIT, UNIT, RESET};

    private BudgetHeaders() {}

    /** What is not known is left out. */
    public static void set(HttpHeaders headers, BudgetHeadroom headroom) {
        BigDecimal remaining = headroom.remaining();
        if (remaining != null) {
            headers.set(REMAINING, plain(remaining));
        }
        headers.set(LIMIT, plain(headroom.amount()));
        headers.set(UNIT, unit(headroom.measure()));
        Instant reset = headroom.resetsAt();
        if (reset != null) {
            headers.set(RESET, reset.toString());
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static String unit(BudgetMeasure measure) {
        return switch (measure) {
            case COST -> "USD";
            case TOKENS -> "tokens";
            case REQUESTS -> "requests";
        };
    }
}
