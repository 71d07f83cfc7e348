/** The rules of the architecture, run on the product, with what they let pass. */
@NullMarked
package io.tokentally.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
