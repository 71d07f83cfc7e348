/** Views of usage that people keep: to come back to, to share, to begin with. */
@NullMarked
package io.tokentally.domain.view;

import org.jspecify.annotations.NullMarked;
