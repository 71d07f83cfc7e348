/** The use cases about the master key. */
@NullMarked
package io.tokentally.application.service.secret;

import org.jspecify.annotations.NullMarked;
