/** Signing in. */
@NullMarked
package io.tokentally.ui.login;

import org.jspecify.annotations.NullMarked;
