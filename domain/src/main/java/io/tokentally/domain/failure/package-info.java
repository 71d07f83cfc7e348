/** Failed calls, by what went wrong. */
@NullMarked
package io.tokentally.domain.failure;

import org.jspecify.annotations.NullMarked;
