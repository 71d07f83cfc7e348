package io.tokentally.adapter.gateway.recording;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.metering.Endpoint;
import java.util.List;
import java.util.Set;

/**
 * The endpoint that an unmetered call is recorded under: the part of the provider's API that it is for, as far as the
 * provider's adapter knows it. Callers can think up as many paths as they like, and these are one.
 */
public final class UnmeteredEndpoint {

    private static final Endpoint OTHER = new Endpoint("other");

    /** Collections in whose name there is a slash. */
    private static final Set<String> OF_TWO_WORDS = Set.of("chat.completions", "messages.batches");

    private UnmeteredEndpoint() {}

    /** @param words of the path after the version */
    public static Endpoint of(List<String> words, AccountOperation operation) {
        OperationGroup group = operation.group();
        if (group == null) {
            return OTHER;
        }
        if (group == OperationGroup.MODELS && operation.callsModel()) {
            return new Endpoint(String.join(".", words));
        }
        String two = words.size() < 2 ? "" : words.get(0) + "." + words.get(1);
        return new Endpoint(OF_TWO_WORDS.contains(two) ? two : words.getFirst());
    }
}
