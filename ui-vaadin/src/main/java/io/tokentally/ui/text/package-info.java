/** The texts of the pages, in the reader's language. */
@NullMarked
package io.tokentally.ui.text;

import org.jspecify.annotations.NullMarked;
