package io.tokentally.domain.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a trouble has begun, lasts or has ended, for one receiver.
 *
 * @param id the same for all receivers, and however often it is sent
 * @param state {@link AlertState#OVER} or, of an end, {@link AlertState#OK}
 * @param round 1 for the beginning, and one more each time that it is told again because it lasts
 * @param attempts how often it was sent, without having arrived
 */
public record OperatorNotice(
        AlertEventId id,
        OperatorTrouble trouble,
        AlertState state,
        Instant at,
        int round,
        SortedMap<String, String> figures,
        OperatorReceiver receiver,
        int attempts,
        Instant nextAttempt) {

    public OperatorNotice {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /** It did not arrive, and is sent again then. */
    OperatorNotice again(Instant next) {
        return new OperatorNotice(id, trouble, state, at, round, figures, receiver, attempts + 1, next);
    }
}
