/** What every adapter of roll-ups must do. */
@NullMarked
package io.tokentally.tck.summary;

import org.jspecify.annotations.NullMarked;
