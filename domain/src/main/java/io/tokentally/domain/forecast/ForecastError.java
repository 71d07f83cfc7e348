package io.tokentally.domain.forecast;

import java.math.BigDecimal;

/**
 * How far forecasts from the middle of a month were off, for the last whole months.
 *
 * @param months how many months that could be told of
 * @param percent of what the month came to, on average
 */
public record ForecastError(int months, BigDecimal percent) {}
