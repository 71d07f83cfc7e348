/** Counts refused calls, and tells them. */
@NullMarked
package io.tokentally.application.service.refusal;

import org.jspecify.annotations.NullMarked;
