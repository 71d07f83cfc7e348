/** Tells what failed. */
@NullMarked
package io.tokentally.application.service.failure;

import org.jspecify.annotations.NullMarked;
