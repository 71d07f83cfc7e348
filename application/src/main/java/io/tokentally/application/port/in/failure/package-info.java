/** What failed. */
@NullMarked
package io.tokentally.application.port.in.failure;

import org.jspecify.annotations.NullMarked;
