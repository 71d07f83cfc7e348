/** What actors ask about usage as a whole. */
@NullMarked
package io.tokentally.application.port.in.summary;

import org.jspecify.annotations.NullMarked;
