/** The rules that hold the architecture, and the proof that each of them bites. */
@NullMarked
package io.tokentally.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
