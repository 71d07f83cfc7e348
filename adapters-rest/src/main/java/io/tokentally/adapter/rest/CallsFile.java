package io.tokentally.adapter.rest;

import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;

/** A file of calls under way to whoever takes it, which is whole once it is finished. */
interface CallsFile {

    /** Takes the next call, older than the one before. */
    void write(UsageRecord call) throws IOException;

    /** Writes what is held back, and the end. */
    void finish() throws IOException;
}
