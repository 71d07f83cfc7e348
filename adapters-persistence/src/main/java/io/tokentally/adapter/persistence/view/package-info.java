/** Views of usage that people keep. */
@NullMarked
package io.tokentally.adapter.persistence.view;

import org.jspecify.annotations.NullMarked;
