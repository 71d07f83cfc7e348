/** Charts, drawn in the browser, with the same figures as a table, and tables of other things. */
@NullMarked
package io.tokentally.ui.chart;

import org.jspecify.annotations.NullMarked;
