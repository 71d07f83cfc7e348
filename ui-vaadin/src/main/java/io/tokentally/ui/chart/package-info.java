/** Charts, drawn in the browser, with the same figures as a table. */
@NullMarked
package io.tokentally.ui.chart;

import org.jspecify.annotations.NullMarked;
