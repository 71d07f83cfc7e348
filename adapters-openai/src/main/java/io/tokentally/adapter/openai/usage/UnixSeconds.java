package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.provider.wire.Counts;
import java.time.Instant;
import java.util.Optional;

/** Reads instants as OpenAI writes them: whole seconds since 1970, in UTC. Some servers that speak its protocol write milliseconds. */
@ParsesOutsideInput
final class UnixSeconds {

    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final long MAX_SECONDS = 100_000_000_000L;

    private UnixSeconds() {}

    /** Seconds of such a size are past the year 5000. */
    private static Instant instantOf(JsonNode number) {
        if (number.isIntegralNumber() && number.asLong() > MAX_SECONDS && number.canConvertToLong()) {
            return Instant.ofEpochMilli(number.asLong());
        }
        return Instant.ofEpochSecond(Counts.of(number));
    }

    /** Nothing if there is none, or one that cannot be. */
    static Optional<Instant> read(JsonNode seconds) {
        if (Counts.isAbsent(seconds)) {
            return Optional.empty();
        }
        try {
            Instant instant = instantOf(seconds);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? Optional.empty() : Optional.of(instant);
        } catch (InvalidQuantitiesException e) {
            return Optional.empty();
        }
    }
}
