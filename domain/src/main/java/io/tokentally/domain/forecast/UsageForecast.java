package io.tokentally.domain.forecast;

import io.tokentally.domain.pricing.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a window has come to, and will.
 *
 * @param range nothing where the past is too short
 * @param knownDays of how many days before today it is known what they came to
 * @param error nothing where no whole month could be forecast
 */
public record UsageForecast(
        Money soFar,
        @Nullable ForecastRange range,
        int knownDays,
        @Nullable ForecastError error) {}
