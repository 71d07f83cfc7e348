/** The pages of calls that were refused before they went to a provider. */
@NullMarked
package io.tokentally.ui.refusal;

import org.jspecify.annotations.NullMarked;
