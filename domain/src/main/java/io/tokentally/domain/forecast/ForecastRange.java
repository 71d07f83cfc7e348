package io.tokentally.domain.forecast;

import io.tokentally.domain.pricing.Money;

/**
 * What a window will come to. An estimate: it is rounded, and no amount that anybody is charged.
 *
 * @param least in four of five cases it will lie from here
 * @param most to here
 */
public record ForecastRange(Money least, Money likely, Money most) {}
