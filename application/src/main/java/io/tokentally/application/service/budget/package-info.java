/** Budgets at work: calls held to them, and what people see and set of them. */
@NullMarked
package io.tokentally.application.service.budget;

import org.jspecify.annotations.NullMarked;
