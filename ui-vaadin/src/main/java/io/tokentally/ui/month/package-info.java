/** What a month came to, on a sheet that is filed or sent. */
@NullMarked
package io.tokentally.ui.month;

import org.jspecify.annotations.NullMarked;
