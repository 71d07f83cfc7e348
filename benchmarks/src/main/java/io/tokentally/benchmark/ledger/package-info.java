/** How fast the ledger takes calls, and how fast it answers, as it grows. */
@NullMarked
package io.tokentally.benchmark.ledger;

import org.jspecify.annotations.NullMarked;
