package io.tokentally.provider;

import java.util.Collection;

/**
 * Reads of an answer that is not metered what the provider keeps, by its identifiers, in memory that does not grow with the
 * answer. No bytes whatever make it throw. For one thread at a time.
 */
public interface MadeReader {

    /** These bytes have arrived, decoded from any compression. Afterwards they belong to the caller again. */
    void arrived(byte[] bytes, int offset, int length);

    /** The identifiers that the bytes so far have told. */
    Collection<String> made();
}
