package io.tokentally.domain.retention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an organization has decided about its calls, and what came of it.
 *
 * @param months how many whole months they are kept beside the current one; absent for ever
 * @param sealedUntil what was called before does not change any more; absent where nothing is sealed
 * @param removedUntil calls before are not in the log any more, and their sums are; absent where none was removed
 */
public record CallRetention(
        @Nullable Integer months,
        @Nullable Instant sealedUntil,
        @Nullable Instant removedUntil) {}
