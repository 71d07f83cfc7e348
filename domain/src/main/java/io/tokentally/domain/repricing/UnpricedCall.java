package io.tokentally.domain.repricing;

import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.usage.UsageRecordId;

/** Of a call without a cost, what its cost depends on. */
public record UnpricedCall(UsageRecordId id, PriceQuery query, UsageReading reading) {}
