/** What refused calls are counted and told by. */
@NullMarked
package io.tokentally.application.port.in.refusal;

import org.jspecify.annotations.NullMarked;
