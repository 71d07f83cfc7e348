package io.tokentally.adapter.rest;

import io.tokentally.domain.pricing.CostLine;
import java.math.BigDecimal;

/** What the lines of a charge add up to, to the last digit. */
final class FocusCosts {

    private long lines;
    private long quantity;
    private BigDecimal listed = BigDecimal.ZERO;
    private BigDecimal billed = BigDecimal.ZERO;

    void add(CostLine line) {
        lines++;
        quantity = Math.addExact(quantity, line.quantity());
        listed = listed.add(line.listed().amount().amount());
        billed = billed.add(line.amount().amount());
    }

    long lines() {
        return lines;
    }

    long quantity() {
        return quantity;
    }

    BigDecimal listed() {
        return listed;
    }

    BigDecimal billed() {
        return billed;
    }
}
