/** What the database holds of a person. */
@NullMarked
package io.tokentally.adapter.persistence.person;

import org.jspecify.annotations.NullMarked;
