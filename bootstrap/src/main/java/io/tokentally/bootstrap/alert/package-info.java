/** Has rules looked at, and alerts sent. */
@NullMarked
package io.tokentally.bootstrap.alert;

import org.jspecify.annotations.NullMarked;
