/** Wires the replica that answers questions about periods. */
@NullMarked
package io.tokentally.bootstrap.replica;

import org.jspecify.annotations.NullMarked;
