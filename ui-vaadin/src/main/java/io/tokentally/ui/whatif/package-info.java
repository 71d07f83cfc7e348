/** What past calls would cost otherwise. */
@NullMarked
package io.tokentally.ui.whatif;

import org.jspecify.annotations.NullMarked;
