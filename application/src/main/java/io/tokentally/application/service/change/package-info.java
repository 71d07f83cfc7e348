/** Explains what made a period's cost another. */
@NullMarked
package io.tokentally.application.service.change;

import org.jspecify.annotations.NullMarked;
