/** Who is told of their usage by mail, and which mails are due, in PostgreSQL. */
@NullMarked
package io.tokentally.adapter.persistence.mailing;

import org.jspecify.annotations.NullMarked;
