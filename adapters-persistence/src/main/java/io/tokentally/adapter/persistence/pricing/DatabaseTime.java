package io.tokentally.adapter.persistence.pricing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as PostgreSQL keeps them. It would round, and so put some of them into the future. */
final class DatabaseTime {

    private DatabaseTime() {}

    static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
