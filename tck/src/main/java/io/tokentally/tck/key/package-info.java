/** What every adapter of virtual keys and providers' keys must do. */
@NullMarked
package io.tokentally.tck.key;

import org.jspecify.annotations.NullMarked;
