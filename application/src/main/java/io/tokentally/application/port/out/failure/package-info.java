/** What tells what failed. */
@NullMarked
package io.tokentally.application.port.out.failure;

import org.jspecify.annotations.NullMarked;
