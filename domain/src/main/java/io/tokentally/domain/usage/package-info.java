/** The usage record: a metered call with its price, as the ledger keeps it. */
@NullMarked
package io.tokentally.domain.usage;

import org.jspecify.annotations.NullMarked;
