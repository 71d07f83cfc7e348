/** How long single calls are kept, and what has become of those that are older. */
@NullMarked
package io.tokentally.domain.retention;

import org.jspecify.annotations.NullMarked;
