/** Whether the database can be distributed by the organization. */
@NullMarked
package io.tokentally.adapter.persistence.distribution;

import org.jspecify.annotations.NullMarked;
