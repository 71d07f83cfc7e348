package io.tokentally.adapter.crypto;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the master keys come from.
 *
 * @param home the folder of the files that count where a key is not given
 * @param current 32 bytes in Base64
 * @param previous the one before, while secrets may still be sealed under it
 */
public record MasterKeyOptions(
        Path home, @Nullable String current, @Nullable String previous) {

    /** Says which keys are given, never a key. */
    @Override
    public String toString() {
        return "MasterKeyOptions[%s, current %s, previous %s]"
                .formatted(home, current == null ? "absent" : "given", previous == null ? "absent" : "given");
    }
}
