/** Who may come in, and who is in. */
@NullMarked
package io.tokentally.bootstrap.security;

import org.jspecify.annotations.NullMarked;
