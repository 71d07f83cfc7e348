/** The audit log in PostgreSQL. */
@NullMarked
package io.tokentally.adapter.persistence.audit;

import org.jspecify.annotations.NullMarked;
