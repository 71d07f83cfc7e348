/** How fast calls were answered. */
@NullMarked
package io.tokentally.ui.usage.performance;

import org.jspecify.annotations.NullMarked;
