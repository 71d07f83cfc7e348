/** Budgets put together: who holds calls to them, and who tells what became of the calls. */
@NullMarked
package io.tokentally.bootstrap.budget;

import org.jspecify.annotations.NullMarked;
