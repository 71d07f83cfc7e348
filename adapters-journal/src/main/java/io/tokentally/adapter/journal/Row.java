package io.tokentally.adapter.journal;

/**
 * A record as it lies in the journal.
 *
 * @param sequence its place in the order
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Row(long sequence, byte[] bytes) {}
