/** The calls one by one: lists of them, and all that is known of each. */
@NullMarked
package io.tokentally.ui.usage.call;

import org.jspecify.annotations.NullMarked;
