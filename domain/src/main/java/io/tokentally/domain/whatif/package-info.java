/** What past calls would have cost otherwise. */
@NullMarked
package io.tokentally.domain.whatif;

import org.jspecify.annotations.NullMarked;
