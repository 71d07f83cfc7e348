package io.tokentally.adapter.metrics;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names what went wrong without what it says: a message may repeat what a provider or a database was sent. */
final class CauseNames {

    private static final int MOST = 10;

    private CauseNames() {}

    static String kindsOf(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .limit(MOST)
                .map(each -> each.getClass().getName())
                .collect(Collectors.joining(", caused by "));
    }
}
