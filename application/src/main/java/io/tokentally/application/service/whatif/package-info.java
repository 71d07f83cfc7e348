/** Prices past calls otherwise. */
@NullMarked
package io.tokentally.application.service.whatif;

import org.jspecify.annotations.NullMarked;
