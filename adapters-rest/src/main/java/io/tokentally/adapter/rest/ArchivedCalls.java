package io.tokentally.adapter.rest;

import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A Parquet file of calls for an archive, with the columns that exports have. Shutdowns of models are not told: they are the price
 * list's, which goes on knowing them.
 */
public final class ArchivedCalls {

    private final CallsFile file;

    /** Writes the beginning of the file. */
    public ArchivedCalls(OutputStream out) throws IOException {
        this.file = new CallsParquet(out, call -> Optional.empty());
    }

    public void write(UsageRecord call) throws IOException {
        file.write(call);
    }

    /** Writes the end of the file, without which no reader takes it for one. */
    public void finish() throws IOException {
        file.finish();
    }
}
