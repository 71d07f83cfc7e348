/** Accounts and memberships in the database, and the identity that its row-level security goes by. */
@NullMarked
package io.tokentally.adapter.persistence.access;

import org.jspecify.annotations.NullMarked;
