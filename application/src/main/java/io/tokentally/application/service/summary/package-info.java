/** Summaries of usage. */
@NullMarked
package io.tokentally.application.service.summary;

import org.jspecify.annotations.NullMarked;
