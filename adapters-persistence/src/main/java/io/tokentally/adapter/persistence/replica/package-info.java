/** A replica of the database that answers questions about periods. */
@NullMarked
package io.tokentally.adapter.persistence.replica;

import org.jspecify.annotations.NullMarked;
