/** Pages of budgets: how they stand, what they were, and how owners set them. */
@NullMarked
package io.tokentally.ui.budget;

import org.jspecify.annotations.NullMarked;
