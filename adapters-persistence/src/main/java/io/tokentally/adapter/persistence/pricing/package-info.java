/** Reads the price book from a file. */
@NullMarked
package io.tokentally.adapter.persistence.pricing;

import org.jspecify.annotations.NullMarked;
