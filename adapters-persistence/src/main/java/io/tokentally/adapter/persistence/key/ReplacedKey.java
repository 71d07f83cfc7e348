package io.tokentally.adapter.persistence.key;

import java.util.UUID;

/** A virtual key that was made to replace another. */
record ReplacedKey(UUID id, UUID replaced) {}
