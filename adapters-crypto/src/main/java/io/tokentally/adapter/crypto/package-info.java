/** Hashing, sealing, signatures, passwords and one-time codes, and the master keys that they hang on. */
@NullMarked
package io.tokentally.adapter.crypto;

import org.jspecify.annotations.NullMarked;
