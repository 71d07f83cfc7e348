/** Keys: the virtual ones that this installation gives out, and the providers' that it keeps. */
@NullMarked
package io.tokentally.domain.key;

import org.jspecify.annotations.NullMarked;
