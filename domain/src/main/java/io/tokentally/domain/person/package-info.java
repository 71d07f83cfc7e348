/** What becomes of a person's data when they ask for it, or ask that it be erased. */
@NullMarked
package io.tokentally.domain.person;

import org.jspecify.annotations.NullMarked;
