/** The proof that each rule bites, and is told so that one can act on it. */
@NullMarked
package io.tokentally.architecture;

import org.jspecify.annotations.NullMarked;
