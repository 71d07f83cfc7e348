/** Seals months, archives their calls and removes them, when their time is over. */
@NullMarked
package io.tokentally.application.service.retention;

import org.jspecify.annotations.NullMarked;
