package io.tokentally.provider;

import io.tokentally.domain.budget.BatchContents;
import java.util.Optional;

/**
 * Reads along a request that passes and sends a file, of which a batch may be made, in memory that does not grow with it. Of the file
 * it keeps the figures of its requests alone. No bytes whatever make it throw. For one thread at a time.
 */
public interface BatchFileReader {

    /** These bytes have passed. Afterwards they belong to the caller again. */
    void arrived(byte[] bytes, int offset, int length);

    /**
     * The request is over.
     *
     * @return the requests that the file has; absent where it is for something else, or they cannot be told
     */
    Optional<BatchContents> ended();
}
