/** Where refused calls are counted. */
@NullMarked
package io.tokentally.application.port.out.refusal;

import org.jspecify.annotations.NullMarked;
