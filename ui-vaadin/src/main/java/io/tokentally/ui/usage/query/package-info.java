/** What a usage page shows, and how its address says it. */
@NullMarked
package io.tokentally.ui.usage.query;

import org.jspecify.annotations.NullMarked;
