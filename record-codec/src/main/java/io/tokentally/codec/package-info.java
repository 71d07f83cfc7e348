/** Usage records as JSON: for the journal, which keeps them, and for the ledger, which takes them in columns. */
@NullMarked
package io.tokentally.codec;

import org.jspecify.annotations.NullMarked;
