/** Reads prices from files: the price book, and public price maps. */
@NullMarked
package io.tokentally.adapter.pricefile;

import org.jspecify.annotations.NullMarked;
