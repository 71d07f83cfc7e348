/** What the mappers between rows and the domain share. */
@NullMarked
package io.tokentally.adapter.persistence.row;

import org.jspecify.annotations.NullMarked;
