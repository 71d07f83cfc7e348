/** PostgreSQL behind the ports: the ledger, its readers, accounts and candidates, and the price file. */
@NullMarked
package io.tokentally.adapter.persistence;

import org.jspecify.annotations.NullMarked;
