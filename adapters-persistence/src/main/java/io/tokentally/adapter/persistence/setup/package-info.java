/** Prepares a database: its roles, its schema and its grants. */
@NullMarked
package io.tokentally.adapter.persistence.setup;

import org.jspecify.annotations.NullMarked;
