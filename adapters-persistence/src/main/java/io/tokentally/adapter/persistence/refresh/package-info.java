/** What is kept in memory of the database, read anew on a thread of its own. */
@NullMarked
package io.tokentally.adapter.persistence.refresh;

import org.jspecify.annotations.NullMarked;
