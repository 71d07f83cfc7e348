package io.tokentally.domain.refusal;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Refused calls that one process counted, to be added to the counters once however often they are handed in.
 *
 * @param writer tells the process from others
 * @param number of the batch among the writer's, each greater than the one before
 * @param calls how many, by counter
 * @param samples the newest of them
 */
public record RefusalBatch(UUID writer, long number, Map<RefusalCounter, Long> calls, List<RefusedCall> samples) {

    public RefusalBatch {
        calls = Map.copyOf(calls);
        samples = List.copyOf(samples);
    }

    public long size() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }
}
