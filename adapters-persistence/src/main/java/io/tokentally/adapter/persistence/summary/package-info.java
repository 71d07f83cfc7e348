/** Reads sums from the roll-ups. */
@NullMarked
package io.tokentally.adapter.persistence.summary;

import org.jspecify.annotations.NullMarked;
