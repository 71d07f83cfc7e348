/** What organizations pay besides the list, and the price books that come of it. */
@NullMarked
package io.tokentally.adapter.persistence.pricing;

import org.jspecify.annotations.NullMarked;
