/** Any figure of usage by what it is told apart by, over time or as a table. */
@NullMarked
package io.tokentally.ui.usage.explorer;

import org.jspecify.annotations.NullMarked;
