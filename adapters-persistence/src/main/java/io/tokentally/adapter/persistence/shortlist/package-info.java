/** Keeps candidates in the database. */
@NullMarked
package io.tokentally.adapter.persistence.shortlist;

import org.jspecify.annotations.NullMarked;
