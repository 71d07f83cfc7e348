/** Months that are sealed, and whose calls are removed. */
@NullMarked
package io.tokentally.adapter.persistence.retention;

import org.jspecify.annotations.NullMarked;
