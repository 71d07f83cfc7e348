package io.tokentally.adapter.journal;

/**
 * A record as it lies in the journal.
 *
 * @param sequence its place in the order
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record JournalEntry(long sequence, byte[] bytes) {}
