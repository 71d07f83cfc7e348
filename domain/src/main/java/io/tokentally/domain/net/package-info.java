/** Addresses of the internet, and ranges of them, as limits and trust are told by. */
@NullMarked
package io.tokentally.domain.net;

import org.jspecify.annotations.NullMarked;
