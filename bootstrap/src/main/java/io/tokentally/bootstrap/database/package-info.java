/** Wires the database and its data sources. */
@NullMarked
package io.tokentally.bootstrap.database;

import org.jspecify.annotations.NullMarked;
