/** What forms have in common. */
@NullMarked
package io.tokentally.ui.form;

import org.jspecify.annotations.NullMarked;
