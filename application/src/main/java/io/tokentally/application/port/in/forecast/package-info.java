/** Asking what usage will come to. */
@NullMarked
package io.tokentally.application.port.in.forecast;

import org.jspecify.annotations.NullMarked;
