/** What every adapter of providers' protocols must do. */
@NullMarked
package io.tokentally.tck.provider;

import org.jspecify.annotations.NullMarked;
