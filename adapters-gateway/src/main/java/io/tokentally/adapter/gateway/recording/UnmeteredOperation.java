package io.tokentally.adapter.gateway.recording;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.metering.Operation;
import java.util.List;
import java.util.Set;

/**
 * The operation of an unmetered call: the part of the provider's API that it is for, as far as the provider's adapter
 * knows it. Callers can think up as many paths as they like, and these are one.
 */
public final class UnmeteredOperation {

    private static final Operation OTHER = new Operation("other");

    /** Collections in whose name there is a slash. */
    private static final Set<String> OF_TWO_WORDS = Set.of("chat.completions", "messages.batches");

    private UnmeteredOperation() {}

    /** @param words of the path after the version */
    public static Operation of(List<String> words, AccountOperation operation) {
        OperationGroup group = operation.group();
        if (group == null) {
            return OTHER;
        }
        if (group == OperationGroup.MODELS && operation.callsModel()) {
            return new Operation(String.join(".", words));
        }
        String two = words.size() < 2 ? "" : words.get(0) + "." + words.get(1);
        return new Operation(OF_TWO_WORDS.contains(two) ? two : words.getFirst());
    }
}
