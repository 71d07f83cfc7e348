/** What every adapter of accounts and members must do. */
@NullMarked
package io.tokentally.tck.access;

import org.jspecify.annotations.NullMarked;
