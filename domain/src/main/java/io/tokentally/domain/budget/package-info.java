/** Budgets: what an organization wants to spend at most, by whom and on what, and what happens when it is spent. */
@NullMarked
package io.tokentally.domain.budget;

import org.jspecify.annotations.NullMarked;
