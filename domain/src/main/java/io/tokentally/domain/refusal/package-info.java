/** Calls that were refused before they went to a provider. */
@NullMarked
package io.tokentally.domain.refusal;

import org.jspecify.annotations.NullMarked;
