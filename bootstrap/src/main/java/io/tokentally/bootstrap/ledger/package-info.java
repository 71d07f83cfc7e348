/** Wires what watches over the ledger's sums. */
@NullMarked
package io.tokentally.bootstrap.ledger;

import org.jspecify.annotations.NullMarked;
