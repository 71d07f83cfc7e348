/** Keys in PostgreSQL, and in memory for those who cannot wait for it. */
@NullMarked
package io.tokentally.adapter.persistence.key;

import org.jspecify.annotations.NullMarked;
