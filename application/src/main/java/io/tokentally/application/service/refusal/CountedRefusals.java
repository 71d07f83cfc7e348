package io.tokentally.application.service.refusal;

import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.refusal.RefusalCounter;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refused calls since the last look: counters, and the newest of each organization. Both are bounded. For one thread at a time. */
final class CountedRefusals {

    /** Of keys and reasons in one hour, or of fewer in several hours without a database. */
    static final int MAX_COUNTERS = 20_000;

    static final int MAX_SAMPLES = 2_000;

    private final Map<RefusalCounter, Long> calls = new HashMap<>();

    /** By organization, and by nothing for those that are none's. */
    private final Map<Optional<OrganizationId>, ArrayDeque<RefusedCall>> samples = new HashMap<>();

    private int sampled;

    /** @return whether it is counted: it is not if there is no room for another counter */
    boolean count(RefusedCall call) {
        RefusalCounter counter = call.counter();
        if (calls.size() >= MAX_COUNTERS && !calls.containsKey(counter)) {
            return false;
        }
        calls.merge(counter, 1L, Long::sum);
        sample(call);
        return true;
    }

    private void sample(RefusedCall call) {
        ArrayDeque<RefusedCall> neighbours = samples.computeIfAbsent(
                Optional.ofNullable(call.key()).map(RefusedKey::organizationId), owner -> new ArrayDeque<>());
        if (!neighbours.isEmpty() && (neighbours.size() == RefusalLedger.SAMPLES || sampled == MAX_SAMPLES)) {
            neighbours.removeFirst();
            sampled--;
        }
        if (sampled < MAX_SAMPLES) {
            neighbours.addLast(call);
            sampled++;
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    Map<RefusalCounter, Long> calls() {
        return calls;
    }

    List<RefusedCall> samples() {
        return samples.values().stream().flatMap(ArrayDeque::stream).toList();
    }
}
