/** Reads the price book from a file. */
@NullMarked
package io.tokentally.adapter.pricefile;

import org.jspecify.annotations.NullMarked;
