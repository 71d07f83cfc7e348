/** The dashboard: what was used, by whom, for what and at which cost. */
@NullMarked
package io.tokentally.ui.usage;

import org.jspecify.annotations.NullMarked;
