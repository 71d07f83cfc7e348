package io.tokentally.domain.metering;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call took, on a monotonic clock.
 *
 * @param responseTime from sending the request to the last byte of the answer
 * @param timeToFirstToken from sending the request to the first content of a stream; absent for plain answers
 */
public record Timing(Duration responseTime, @Nullable Duration timeToFirstToken) {

    public Timing {
        if (responseTime.isNegative()) {
            throw new IllegalArgumentException("Response time must not be negative: " + responseTime);
        }
        if (timeToFirstToken != null
                && (timeToFirstToken.isNegative() || timeToFirstToken.compareTo(responseTime) > 0)) {
            throw new IllegalArgumentException("Time to first token must lie between zero and the response time "
                    + responseTime + ": " + timeToFirstToken);
        }
    }
}
