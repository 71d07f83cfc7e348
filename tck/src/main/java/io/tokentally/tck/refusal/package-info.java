/** What keeps and tells refused calls does. */
@NullMarked
package io.tokentally.tck.refusal;

import org.jspecify.annotations.NullMarked;
