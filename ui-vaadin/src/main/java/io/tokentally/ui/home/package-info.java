/** The way in. */
@NullMarked
package io.tokentally.ui.home;

import org.jspecify.annotations.NullMarked;
