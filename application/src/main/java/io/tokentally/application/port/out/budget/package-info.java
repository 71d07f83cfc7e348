/** What the core needs of budgets: where they and their leases are kept. */
@NullMarked
package io.tokentally.application.port.out.budget;

import org.jspecify.annotations.NullMarked;
