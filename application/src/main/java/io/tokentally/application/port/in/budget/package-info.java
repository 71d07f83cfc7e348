/** What callers, owners and members want of budgets. */
@NullMarked
package io.tokentally.application.port.in.budget;

import org.jspecify.annotations.NullMarked;
