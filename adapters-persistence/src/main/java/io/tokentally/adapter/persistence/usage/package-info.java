/** Posts calls to the ledger, and reads single calls back. */
@NullMarked
package io.tokentally.adapter.persistence.usage;

import org.jspecify.annotations.NullMarked;
