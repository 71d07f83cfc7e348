/** Believable usage in any amount, for measurements and for looking at a full installation. */
@NullMarked
package io.tokentally.demo.generate;

import org.jspecify.annotations.NullMarked;
