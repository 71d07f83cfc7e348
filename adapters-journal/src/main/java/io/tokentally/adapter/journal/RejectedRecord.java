package io.tokentally.adapter.journal;

import java.time.Instant;

/**
 * A record that the ledger never takes, or that cannot be read.
 *
 * @param bytes as the journal holds it
 * @param reason without what the record says
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RejectedRecord(byte[] bytes, String reason, Instant at) {}
