package io.tokentally.adapter.crypto;

import org.jspecify.annotations.Nullable;

/**
 * The master keys that secrets open under.
 *
 * @param current what secrets are sealed under
 * @param previous what others may still be sealed under; absent unless one is being replaced by another
 */
record MasterKeys(MasterKey current, @Nullable MasterKey previous) {

    MasterKeys {
        if (previous != null && previous.mark().equals(current.mark())) {
            previous = null;
        }
    }

    /** The one with that mark, if it is one of these. */
    @Nullable
    MasterKey marked(String mark) {
        if (mark.equals(current.mark())) {
            return current;
        }
        return previous != null && mark.equals(previous.mark()) ? previous : null;
    }
}
