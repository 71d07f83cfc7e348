/** What made the cost of a period another than that of the days before. */
@NullMarked
package io.tokentally.ui.change;

import org.jspecify.annotations.NullMarked;
