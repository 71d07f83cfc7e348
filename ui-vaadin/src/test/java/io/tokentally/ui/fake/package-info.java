/** The core as the pages see it, in memory. */
@NullMarked
package io.tokentally.ui.fake;

import org.jspecify.annotations.NullMarked;
