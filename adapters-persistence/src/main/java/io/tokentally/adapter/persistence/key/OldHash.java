package io.tokentally.adapter.persistence.key;

import java.time.Instant;
import java.util.UUID;

/** A virtual key that is known by an old hash, and until when. */
record OldHash(UUID id, Instant validUntil) {}
