/** The files that browsers fetch. */
@NullMarked
package io.tokentally.ui.asset;

import org.jspecify.annotations.NullMarked;
