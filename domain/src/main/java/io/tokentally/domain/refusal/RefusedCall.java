package io.tokentally.domain.refusal;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that was refused, with what was known of it by then: nothing of its body but the model, and no secret.
 *
 * @param key absent where no key of this installation came with it
 * @param unknownKey how the key began that nobody knows, if it had the form of one of ours
 * @param user whom the call was for
 */
public record RefusedCall(
        Instant at,
        RefusalReason reason,
        @Nullable RefusedKey key,
        @Nullable String unknownKey,
        @Nullable UserId user,
        @Nullable Provider provider,
        @Nullable Endpoint endpoint,
        @Nullable Operation operation,
        @Nullable ModelName model) {

    public static final int MAX_KEY_PREFIX_LENGTH = 20;

    public RefusedCall {
        if (unknownKey != null && (key != null || unknownKey.length() > MAX_KEY_PREFIX_LENGTH)) {
            throw new IllegalArgumentException(
                    "No more than the first %d characters of a key that nobody knows are kept, and of no other"
                            .formatted(MAX_KEY_PREFIX_LENGTH));
        }
    }

    /** By what it is counted. */
    public RefusalCounter counter() {
        return RefusalCounter.of(at, key, reason);
    }
}
