/** Turns and shares of what reads a lot. */
@NullMarked
package io.tokentally.application.service.reading;

import org.jspecify.annotations.NullMarked;
