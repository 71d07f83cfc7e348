/** Tells what usage will come to. */
@NullMarked
package io.tokentally.application.service.forecast;

import org.jspecify.annotations.NullMarked;
