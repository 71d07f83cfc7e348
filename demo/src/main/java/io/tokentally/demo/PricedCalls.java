package io.tokentally.demo;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;

/** Makes records of made-up calls, each at the cost that its organization's price book says. */
public final class PricedCalls {

    private final PriceBookSource priceBooks;

    public PricedCalls(PriceBookSource priceBooks) {
        this.priceBooks = priceBooks;
    }

    /** @throws IllegalStateException if the price books cannot be read */
    public UsageRecord record(UsageRecordId id, MeteredCall call) {
        return new UsageRecord(
                id,
                call,
                priceBooks
                        .priceBook(call.attribution().organizationId())
                        .orElseThrow(() -> new IllegalStateException("The price books cannot be read"))
                        .costOf(call));
    }
}
