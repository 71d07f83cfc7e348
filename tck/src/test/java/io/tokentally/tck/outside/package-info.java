/** Builds of others, which have nothing of this one but its artifacts. */
@NullMarked
package io.tokentally.tck.outside;

import org.jspecify.annotations.NullMarked;
