/** What every adapter of repricings must do. */
@NullMarked
package io.tokentally.tck.repricing;

import org.jspecify.annotations.NullMarked;
