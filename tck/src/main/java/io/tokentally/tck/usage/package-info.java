/** What every adapter of the journal, the ledger and the calls in it must do. */
@NullMarked
package io.tokentally.tck.usage;

import org.jspecify.annotations.NullMarked;
