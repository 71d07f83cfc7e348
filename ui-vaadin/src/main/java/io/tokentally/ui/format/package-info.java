/** Figures as people read them: costs, tokens, durations and how they moved. */
@NullMarked
package io.tokentally.ui.format;

import org.jspecify.annotations.NullMarked;
