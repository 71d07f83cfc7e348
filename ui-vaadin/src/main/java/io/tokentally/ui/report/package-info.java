/** Figures of the usage beside what they are about. */
@NullMarked
package io.tokentally.ui.report;

import org.jspecify.annotations.NullMarked;
