/** Wires retention, and the archive of calls that are removed. */
@NullMarked
package io.tokentally.bootstrap.retention;

import org.jspecify.annotations.NullMarked;
