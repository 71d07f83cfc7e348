package io.tokentally.adapter.persistence.key;

import java.time.Instant;
import java.util.UUID;

/** A key whose holder's password was set by somebody else. */
record StoredKeyToReview(UUID id, String name, String prefix, String holder, Instant resetAt) {}
