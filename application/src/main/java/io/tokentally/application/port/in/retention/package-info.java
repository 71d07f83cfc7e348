/** How long single calls are kept. */
@NullMarked
package io.tokentally.application.port.in.retention;

import org.jspecify.annotations.NullMarked;
