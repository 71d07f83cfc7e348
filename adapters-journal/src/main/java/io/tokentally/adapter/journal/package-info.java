/** The journal on disk: records are safe in it before an answer ends, and wait there for the ledger. */
@NullMarked
package io.tokentally.adapter.journal;

import org.jspecify.annotations.NullMarked;
