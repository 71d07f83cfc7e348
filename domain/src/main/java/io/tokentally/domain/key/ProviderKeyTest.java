package io.tokentally.domain.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking a provider whether it knows a key.
 *
 * @param status the HTTP status that it answered with; absent if it did not answer
 */
public record ProviderKeyTest(Outcome outcome, @Nullable Integer status, Instant testedAt) {

    /** What is known of the key now. */
    public enum Outcome {
        /** The provider lets it in. */
        WORKS,
        /** The provider knows no such key, or lets it do too little. */
        REFUSED,
        /** The provider knows it, and has no more for it now: its quota or its rate is used up. */
        LIMITED,
        /** An answer that tells nothing of the key. */
        UNCLEAR,
        /** Nobody is there, or whoever is cannot show to be the provider. */
        UNREACHABLE,
        /** No answer in time. */
        TIMED_OUT
    }

    /** What a provider's answer with that status says of the key. */
    public static ProviderKeyTest answered(int status, Instant testedAt) {
        Outcome outcome = switch (status) {
            case 200 -> Outcome.WORKS;
            case 401, 403 -> Outcome.REFUSED;
            case 429 -> Outcome.LIMITED;
            default -> Outcome.UNCLEAR;
        };
        return new ProviderKeyTest(outcome, status, testedAt);
    }

    public boolean works() {
        return outcome == Outcome.WORKS;
    }
}
