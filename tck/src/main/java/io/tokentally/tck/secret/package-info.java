/** What every adapter of sealing and of what is kept sealed must do. */
@NullMarked
package io.tokentally.tck.secret;

import org.jspecify.annotations.NullMarked;
