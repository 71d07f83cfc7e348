/** The database server: PostgreSQL brought along, or one that is there already. */
@NullMarked
package io.tokentally.database;

import org.jspecify.annotations.NullMarked;
