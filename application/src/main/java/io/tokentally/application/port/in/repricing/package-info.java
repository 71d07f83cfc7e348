/** Pricing calls again that are in the ledger. */
@NullMarked
package io.tokentally.application.port.in.repricing;

import org.jspecify.annotations.NullMarked;
