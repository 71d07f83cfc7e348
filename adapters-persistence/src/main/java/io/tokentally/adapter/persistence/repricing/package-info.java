/** Calls of the ledger that are priced again, and the audit trail of what they cost before. */
@NullMarked
package io.tokentally.adapter.persistence.repricing;

import org.jspecify.annotations.NullMarked;
