/** The pages with made-up figures, to look at them. */
@NullMarked
package io.tokentally.ui.preview;

import org.jspecify.annotations.NullMarked;
