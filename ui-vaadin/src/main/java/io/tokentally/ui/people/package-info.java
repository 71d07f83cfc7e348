/** Who belongs to the organization, for its owners. */
@NullMarked
package io.tokentally.ui.people;

import org.jspecify.annotations.NullMarked;
