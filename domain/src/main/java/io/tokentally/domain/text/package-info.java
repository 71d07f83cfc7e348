/** The rules that text from outside must keep to become an identifier or a name. */
@NullMarked
package io.tokentally.domain.text;

import org.jspecify.annotations.NullMarked;
