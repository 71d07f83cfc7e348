/** Why an installation does not start. */
@NullMarked
package io.tokentally.domain.start;

import org.jspecify.annotations.NullMarked;
