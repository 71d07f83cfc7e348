package io.tokentally.application.port.out.key;

/** Remembers which master key the stored keys were made with, by a value that tells nothing of it. */
public interface MasterKeyRecord {

    /**
     * Takes over the mark if there are no keys yet.
     *
     * @return whether the stored keys, if any, were made under this mark
     */
    boolean accept(String mark);
}
