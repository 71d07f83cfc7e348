/** The database: PostgreSQL brought along, or one that is given. */
@NullMarked
package io.tokentally.bootstrap.database;

import org.jspecify.annotations.NullMarked;
