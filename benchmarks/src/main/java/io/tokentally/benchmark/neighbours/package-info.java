/** What one tenant's doings do to the others. */
@NullMarked
package io.tokentally.benchmark.neighbours;

import org.jspecify.annotations.NullMarked;
