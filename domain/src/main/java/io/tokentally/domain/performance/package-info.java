/** How fast calls were answered, and since when more slowly. */
@NullMarked
package io.tokentally.domain.performance;

import org.jspecify.annotations.NullMarked;
