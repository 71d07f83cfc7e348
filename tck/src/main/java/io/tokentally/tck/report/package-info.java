/** What adapters of reports must do. */
@NullMarked
package io.tokentally.tck.report;

import org.jspecify.annotations.NullMarked;
