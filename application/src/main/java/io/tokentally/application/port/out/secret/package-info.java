/** Secrets that are kept sealed under the installation's master key. */
@NullMarked
package io.tokentally.application.port.out.secret;

import org.jspecify.annotations.NullMarked;
