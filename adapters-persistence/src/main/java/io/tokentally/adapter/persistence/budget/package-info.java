/** Budgets in PostgreSQL: what owners set, what is spent of it, and the leases that gateways hold. */
@NullMarked
package io.tokentally.adapter.persistence.budget;

import org.jspecify.annotations.NullMarked;
