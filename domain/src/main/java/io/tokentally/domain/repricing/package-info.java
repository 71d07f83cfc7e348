/** Pricing calls again that are in the ledger: what for, what it changes, how far it is. */
@NullMarked
package io.tokentally.domain.repricing;

import org.jspecify.annotations.NullMarked;
